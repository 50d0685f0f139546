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
  friend bool operator==(const Epsilon&, const Epsilon&) = default;
};

/// The budget as a number, for adding up and for people.
double value_of(Epsilon epsilon);

/// One draw of two-sided geometric noise: P(Z = z) = (1 - a) / (1 + a) * a^|z|, a = exp(-epsilon).
/// Exact, because it needs nothing but whole numbers: noise made from floating point has gaps that
/// tell the number below it.
/// Canonne, C., Kamath, G. & Steinke, T. (2020). The discrete Gaussian for differential privacy,
/// algorithms 1 and 2.
/// @throws ContractViolation unless numerator and denominator are at least 1
std::int64_t two_sided_geometric(Epsilon epsilon, const BitSource& bits);

/// Smallest z with P(|Z| > z) <= alpha: the half-width of the noise's interval.
/// @throws ContractViolation unless 0 < alpha < 1
std::int64_t noise_half_width(Epsilon epsilon, double alpha = 0.05);

}  // namespace rawan
