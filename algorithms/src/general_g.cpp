#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/getis_ord.h"
#include "spatial_values.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rawan {
namespace {

/// E[G^2] times the square of the denominator: Getis & Ord (1992), appendix.
double second_moment(const WeightSums& w, double n, const std::array<double, 5>& m) {
  const double s0 = w.s0 * w.s0;
  const double b0 = (n * n - 3.0 * n + 3.0) * w.s1 - n * w.s2 + 3.0 * s0;
  const double b1 = -((n * n - n) * w.s1 - 2.0 * n * w.s2 + 6.0 * s0);
  const double b2 = -(2.0 * n * w.s1 - (n + 3.0) * w.s2 + 6.0 * s0);
  const double b3 = 4.0 * (n - 1.0) * w.s1 - 2.0 * (n + 1.0) * w.s2 + 8.0 * s0;
  const double b4 = w.s1 - w.s2 + s0;
  const double sum = b0 * m[2] * m[2] + b1 * m[4] + b2 * m[1] * m[1] * m[2] + b3 * m[1] * m[3] +
                     b4 * m[1] * m[1] * m[1] * m[1];
  return sum / (n * (n - 1.0) * (n - 2.0) * (n - 3.0));
}

}  // namespace

double GeneralG::z() const {
  return (value - expected) / std::sqrt(variance);
}

GeneralG getis_ord_general_g(const Weights& weights, std::span<const double> values) {
  expect_spatial(weights, values, Diagonal::zero);
  for (const double x : values) expects(x >= 0.0, "values are not negative");
  GeneralG result{kUndefined, kUndefined, kUndefined};
  if (std::ranges::count_if(values, [](double x) { return x > 0.0; }) < 2) return result;

  // Relative to the largest: fourth powers of large values would leave the range of numbers.
  const double largest = std::ranges::max(values);
  std::vector<double> x(values.begin(), values.end());
  for (double& value : x) value /= largest;
  const std::array<double, 5> m{0.0, power_sum(x, 1), power_sum(x, 2), power_sum(x, 3),
                                power_sum(x, 4)};
  const auto n = static_cast<double>(x.size());
  const WeightSums sums = weight_sums(weights);
  const double products = m[1] * m[1] - m[2];
  double neighbors = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    neighbors += x[i] * weighted_sum(weights, row, [&](auto j) { return x[j]; });
  }
  result.value = neighbors / products;
  result.expected = sums.s0 / (n * (n - 1.0));
  if (x.size() < 4) return result;
  result.variance =
      second_moment(sums, n, m) / (products * products) - result.expected * result.expected;
  return result;
}

}  // namespace rawan
