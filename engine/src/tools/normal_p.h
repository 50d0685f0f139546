#pragma once

#include <cmath>
#include <numbers>

namespace rawan::engine {

/// Chance of a standard normal number at least as large.
inline double upper_normal_p(double z) {
  return 0.5 * std::erfc(z / std::numbers::sqrt2);
}

/// At least as far from 0. NaN stays NaN.
inline double two_sided_normal_p(double z) {
  return std::erfc(std::fabs(z) / std::numbers::sqrt2);
}

}  // namespace rawan::engine
