#include "conditional_moments.h"

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

/// For a site that holds nearly all of the variance, the rest of it by subtraction is rounding.
Others direct_moments(std::span<const double> z, std::size_t left_out) {
  const auto others = static_cast<double>(z.size() - 1);
  double sum = 0.0;
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (std::size_t j = 0; j < z.size(); ++j) {
    if (j == left_out) continue;
    sum += z[j];
    low = std::min(low, z[j]);
    high = std::max(high, z[j]);
  }
  if (low == high) return {low, 0.0};
  Others result{sum / others, 0.0};
  double squares = 0.0;
  for (std::size_t j = 0; j < z.size(); ++j) {
    if (j != left_out) squares += (z[j] - result.mean) * (z[j] - result.mean);
  }
  result.variance = squares / others;
  return result;
}

}  // namespace

std::vector<Others> moments_of_others(std::span<const double> centered) {
  const auto n = static_cast<double>(centered.size());
  const double squares = power_sum(centered, 2);
  std::vector<Others> result(centered.size());
  for (std::size_t i = 0; i < centered.size(); ++i) {
    const double rest = squares - centered[i] * centered[i] * n / (n - 1.0);
    result[i] = rest > 1e-4 * squares ? Others{-centered[i] / (n - 1.0), rest / (n - 1.0)}
                                      : direct_moments(centered, i);
  }
  return result;
}

}  // namespace rawan
