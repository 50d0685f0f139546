#pragma once

#include "rawan/engine/study.h"

#include <cstdint>
#include <map>
#include <string>

namespace rawan::engine {

/// What is known of one dialogue from the patrol log and the report rows.
struct Talk {
  std::uint32_t site = 0;
  double women = 0.0;
  double men = 0.0;
  Day day{};
  bool from_log = false;
};
using Talks = std::map<std::string, Talk>;

/// The dialogues of the period: each once, the log wins over repeated rows, and who did not consent
/// took part all the same (docs/methods.md).
Talks talks_of(const Records& records, const Study& study);

}  // namespace rawan::engine
