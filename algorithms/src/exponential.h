#pragma once

#include <bit>
#include <cstdint>

namespace rawan {

inline constexpr double kLeastPower = -700.0;

/// exp(t) for kLeastPower <= t <= 0, good to 2e-15 of itself, without a branch, so that lanes go
/// together: a power of two times a polynomial within half of log 2.
[[gnu::always_inline]] inline double exponential(double t) {
  constexpr double kPerLog2 = 1.4426950408889634;
  constexpr double kLog2High = 0x1.62e42fefp-1;
  constexpr double kLog2Low = 0x1.473de6af278edp-34;
  constexpr double kWhole = 0x1.8p52;  // Adding it rounds to a whole number, in the lowest bits.
  const double shifted = t * kPerLog2 + kWhole;
  const double power = shifted - kWhole;
  const double r = (t - power * kLog2High) - power * kLog2Low;
  double sum = 1.0 / 479001600.0;
  sum = sum * r + 1.0 / 39916800.0;
  sum = sum * r + 1.0 / 3628800.0;
  sum = sum * r + 1.0 / 362880.0;
  sum = sum * r + 1.0 / 40320.0;
  sum = sum * r + 1.0 / 5040.0;
  sum = sum * r + 1.0 / 720.0;
  sum = sum * r + 1.0 / 120.0;
  sum = sum * r + 1.0 / 24.0;
  sum = sum * r + 1.0 / 6.0;
  sum = sum * r + 0.5;
  sum = sum * r + 1.0;
  sum = sum * r + 1.0;
  const std::uint64_t exponent = std::bit_cast<std::uint64_t>(shifted) << 52U;
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(sum) + exponent);
}

}  // namespace rawan
