#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace rawan {

enum class Trend : std::uint8_t { any, rising, falling };

struct MannKendall {
  std::int64_t s = 0;             ///< Rising pairs - falling pairs.
  double variance = 0.0;          ///< Of s without trend, given the ties.
  bool exact = false;             ///< p by counting all orders; else by the normal curve.
  std::optional<double> p_value;  ///< None below `shortest_series`.
};

/// Fewer values than this cannot reach p <= 0.05, whatever they are: 5 against any trend, 4 against
/// one.
constexpr std::size_t shortest_series(Trend alternative) {
  return alternative == Trend::any ? 5 : 4;
}

/// Mann (1945), Kendall (1975): is a series rising or falling? Up to 10 values the p-value counts
/// all their orders, ties included; above, the normal approximation with continuity correction.
/// Two-sided p = min(1, 2 * the smaller tail). A series shorter than `shortest_series` gets no
/// p-value.
///
/// @throws ContractViolation if a value is not finite.
MannKendall mann_kendall(std::span<const double> series, Trend alternative = Trend::any);

}  // namespace rawan
