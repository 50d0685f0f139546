#pragma once

#include "rawan/engine/study.h"
#include "rawan/io/layer.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::engine {

/// What belongs to the country as a whole: who it consists of, and what became of its inputs.
struct CountryBase {
  std::vector<std::string> codes;  ///< Of its kabupaten, in order.
  io::GeoBox box;                  ///< Of its villages.
  io::Layer services;              ///< Whom to call.
  io::Ledger ledger;
};

/// As `part_as_bytes` does.
std::string base_as_bytes(const CountryBase& base, const std::string& key);
std::optional<CountryBase> base_from_bytes(std::string_view bytes, const std::string& key);

}  // namespace rawan::engine
