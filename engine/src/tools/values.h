#pragma once

#include "rawan/algorithms/units.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::engine {

/// "150", "150m", "1.2km": a finite length of 0 or more; without a unit meters.
std::optional<Meters> parse_length(std::string_view text);

/// "90s", "90min", "12h", "7d", "2w": whole seconds, above 0. A unit is needed.
std::optional<std::chrono::seconds> parse_duration(std::string_view text);

/// A finite number with a decimal point.
std::optional<double> parse_number(std::string_view text);
std::optional<std::uint64_t> parse_whole_number(std::string_view text);

/// The pieces between commas, without spaces around them. @return empty for an empty text.
std::vector<std::string> parse_list(std::string_view text);

/// "auto:scott" is the rule "scott"; nothing for what has another word before the colon.
std::optional<std::string> after_word(std::string_view text, std::string_view word);

}  // namespace rawan::engine
