#pragma once

#include "rawan/engine/planning_facts.h"

#include <array>
#include <cstddef>
#include <string>

namespace rawan::engine {

/// The dotted code of the area of a level that holds a village: "61.07.01.2001", "61.07.01",
/// "61.07".
inline std::string area_code(const std::string& village, AreaLevel level) {
  constexpr std::array<std::size_t, 3> kLength{13, 8, 5};
  return village.substr(0, kLength[static_cast<std::size_t>(level)]);
}

}  // namespace rawan::engine
