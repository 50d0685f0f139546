#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rawan::io {

/// One coordinate as written.
struct Angle {
  enum class Axis : char { unknown, latitude, longitude };

  double value = 0.0;         ///< Degrees, or meters, or digits without their point.
  Axis axis = Axis::unknown;  ///< Told by LU, LS, BT, BB, N, S, E or W.
  bool is_dms = false;        ///< Written with degrees, minutes and maybe seconds.
  bool is_grouped = false;    ///< Several marks: a spreadsheet took the point for thousands.
  int decimals = 0;           ///< Places after the decimal mark.
  std::string digits = {};    ///< All digits in order, without sign and marks.
  bool is_negative = false;
};

/// Reads one coordinate by a strict grammar: a decimal number with point or comma, or degrees,
/// minutes (< 60) and seconds (< 60) of which only the last may have decimals, with the hemisphere
/// before or after (domain.md D2, D3, D11). Nothing for anything else.
std::optional<Angle> parse_angle(std::string_view text);

}  // namespace rawan::io
