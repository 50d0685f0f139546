#pragma once

#include <cstdint>
#include <functional>

namespace rawan {

/// 64 fresh random bits. For publication the system's generator; for tests any.
using BitSource = std::function<std::uint64_t()>;

/// A privacy budget as a fraction, so that sampling needs no floating point.
struct Epsilon {
  std::uint32_t numerator = 1;
  std::uint32_t denominator = 1;  ///< >= 1.
};

/// One draw of two-sided geometric noise: P(Z = z) = (1 - a) / (1 + a) * a^|z|, a = exp(-epsilon).
/// Exact in whole numbers (Canonne, Kamath & Steinke 2020): floating point would leak.
std::int64_t two_sided_geometric(Epsilon epsilon, const BitSource& bits);

/// Smallest z with P(|Z| > z) <= alpha: the half-width of the noise's interval.
std::int64_t noise_half_width(Epsilon epsilon, double alpha = 0.05);

}  // namespace rawan
