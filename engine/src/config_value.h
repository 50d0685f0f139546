#pragma once

#include "rawan/algorithms/units.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace rawan::engine {

/// A value of the project file without its TOML dress; monostate: a kind of value no key has.
using Scalar = std::variant<std::monostate, bool, std::int64_t, double, std::string, Day,
                            std::vector<std::string>>;

/// Why a value cannot be used: a code of the catalogue ("error.<id>", "remedy.<id>") and what
/// fills its placeholders.
struct Complaint {
  std::string id;
  std::vector<std::pair<std::string_view, std::string>> values = {};
};

/// The value as TOML text.
std::string to_toml(const Scalar& value);

/// A finite or half-open range of numbers.
struct Limits {
  double least = 0.0;
  double most = 0.0;
  bool open = false;  ///< `least` itself is out.
};

// Each reads a value into `result`, or says why it cannot.
std::optional<Complaint> read_real(const Scalar& value, Limits limits, double& result);
std::optional<Complaint> read_integer(const Scalar& value, Limits limits, std::int64_t& result);
std::optional<Complaint> read_boolean(const Scalar& value, bool& result);
/// @param most letters; of a longer text: "config_text_long"
std::optional<Complaint> read_text(const Scalar& value, std::size_t most, std::string& result);
std::optional<Complaint> read_day(const Scalar& value, Day& result);
/// "2026-11-23"; nothing if it is no day of the calendar.
std::optional<Day> parse_iso_date(std::string_view text);
/// "07:00"; up to "24:00".
std::optional<Complaint> read_clock(const Scalar& value, Minutes& result);
std::string clock_text(Minutes time);

/// Positions of the texts of a list, in its order; none twice.
std::optional<Complaint> read_choices(const Scalar& value,
                                      const std::vector<std::string_view>& choices,
                                      std::vector<std::size_t>& result);

/// Position of the text in the list.
std::optional<Complaint> read_choice(const Scalar& value,
                                     const std::vector<std::string_view>& choices,
                                     std::size_t& result);

}  // namespace rawan::engine
