#pragma once

#include <nlohmann/json.hpp>

#include <concepts>
#include <utility>

namespace rawan::io {

/// A whole number as it is written. The library would turn 1e300 or -1 into any other number.
/// @throws nlohmann::json::exception where it is none, or none of this type.
template <std::integral Whole>
Whole whole_number(const nlohmann::json& json) {
  using Json = nlohmann::json;
  if (json.is_number_unsigned()) {
    const auto value = json.get_ref<const Json::number_unsigned_t&>();
    if (std::in_range<Whole>(value)) return static_cast<Whole>(value);
  } else {
    const auto value = json.get_ref<const Json::number_integer_t&>();
    if (std::in_range<Whole>(value)) return static_cast<Whole>(value);
  }
  throw Json::out_of_range::create(406, "number out of range", &json);
}

}  // namespace rawan::io
