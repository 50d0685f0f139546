#include "rawan/algorithms/geary.h"

#include "local_autocorrelation.h"

#include <algorithm>

namespace rawan {
namespace {

double variance_if_normal(const WeightSums& w, double n) {
  const double squared = w.s0 * w.s0;
  return ((2.0 * w.s1 + w.s2) * (n - 1.0) - 4.0 * squared) / (2.0 * (n + 1.0) * squared);
}

double variance_if_randomized(const WeightSums& w, double n, double kurtosis) {
  const double squared = w.s0 * w.s0;
  const double first = (n - 1.0) * w.s1 * (n * n - 3.0 * n + 3.0 - (n - 1.0) * kurtosis);
  const double second =
      0.25 * (n - 1.0) * w.s2 * (n * n + 3.0 * n - 6.0 - (n * n - n + 2.0) * kurtosis);
  const double third = squared * (n * n - 3.0 - (n - 1.0) * (n - 1.0) * kurtosis);
  return (first - second + third) / (n * (n - 2.0) * (n - 3.0) * squared);
}

/// sum_j w_ij (z_i - z_j)^2.
double squared_differences(const Weights& weights, std::span<const double> z, std::size_t i) {
  return weighted_sum(weights, static_cast<Eigen::Index>(i),
                      [&](std::size_t j) { return (z[i] - z[j]) * (z[i] - z[j]); });
}

/// Power sums of centered values.
struct PowerSums {
  double n;
  double second;
  double third;
  double fourth;
};

/// Mean and variance over all other sites of the squared difference to a site of value z.
struct DifferenceMoments {
  double mean;
  double variance;
};

DifferenceMoments difference_moments(double z, const PowerSums& m) {
  const double mean = (m.second + m.n * z * z) / (m.n - 1.0);
  const double fourth = m.fourth - 4.0 * z * m.third + 6.0 * z * z * m.second + m.n * z * z * z * z;
  const double variance = fourth / (m.n - 1.0) - mean * mean;
  // All others at one distance: subtraction leaves rounding.
  return {mean, variance > 1e-12 * mean * mean ? variance : 0.0};
}

}  // namespace

Autocorrelation global_geary(const Weights& weights, std::span<const double> values,
                             CountedSites counted) {
  expect_spatial(weights, values, Diagonal::zero);
  Autocorrelation result{kUndefined, kUndefined, kUndefined, kUndefined};
  const std::vector<double> z = centered(values);
  const double squares = power_sum(z, 2);
  const WeightSums sums = weight_sums(weights);
  const double n = number_of_sites(weights, counted);
  if (n < 3.0 || squares == 0.0 || sums.s0 == 0.0) return result;

  double differences = 0.0;
  for (std::size_t i = 0; i < z.size(); ++i) differences += squared_differences(weights, z, i);
  result.value = (n - 1.0) * differences / (2.0 * sums.s0 * squares);
  result.expected = 1.0;
  result.variance_normal = variance_if_normal(sums, n);
  if (n < 4.0) return result;
  const double kurtosis = static_cast<double>(z.size()) * power_sum(z, 4) / (squares * squares);
  result.variance_randomized = variance_if_randomized(sums, n, kurtosis);
  return result;
}

LocalAutocorrelation local_geary(const Weights& weights, std::span<const double> values) {
  expect_spatial(weights, values, Diagonal::zero);
  LocalAutocorrelation result = undefined_at(values.size());
  const std::vector<double> z = centered(values);
  const PowerSums m{static_cast<double>(z.size()), power_sum(z, 2), power_sum(z, 3),
                    power_sum(z, 4)};
  if (z.size() < 3 || m.second == 0.0) return result;

  const double m2 = m.second / m.n;
  for (std::size_t i = 0; i < z.size(); ++i) {
    const NeighborSums sums = neighbor_sums(weights, static_cast<Eigen::Index>(i));
    if (sums.none()) continue;
    const DifferenceMoments moments = difference_moments(z[i], m);
    result.value[i] = squared_differences(weights, z, i) / m2;
    result.expected[i] = sums.weight * moments.mean / m2;
    result.variance[i] = variance_of_draws(sums, m.n - 1.0, moments.variance) / (m2 * m2);
    result.z[i] = z_score(result.value[i], result.expected[i], result.variance[i]);
  }
  return result;
}

}  // namespace rawan
