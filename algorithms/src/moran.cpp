#include "rawan/algorithms/moran.h"

#include "conditional_moments.h"
#include "local_autocorrelation.h"

#include <cmath>

namespace rawan {
namespace {

double variance_if_normal(const WeightSums& w, double n) {
  return (n * n * w.s1 - n * w.s2 + 3.0 * w.s0 * w.s0) / ((n * n - 1.0) * w.s0 * w.s0) -
         1.0 / ((n - 1.0) * (n - 1.0));
}

double variance_if_randomized(const WeightSums& w, double n, double kurtosis) {
  const double squared = w.s0 * w.s0;
  const double even = n * ((n * n - 3.0 * n + 3.0) * w.s1 - n * w.s2 + 3.0 * squared);
  const double peaked = kurtosis * ((n * n - n) * w.s1 - 2.0 * n * w.s2 + 6.0 * squared);
  return (even - peaked) / ((n - 1.0) * (n - 2.0) * (n - 3.0) * squared) -
         1.0 / ((n - 1.0) * (n - 1.0));
}

}  // namespace

double Autocorrelation::z_normal() const {
  return (value - expected) / std::sqrt(variance_normal);
}
double Autocorrelation::z_randomized() const {
  return (value - expected) / std::sqrt(variance_randomized);
}

Autocorrelation global_moran(const Weights& weights, std::span<const double> values,
                             CountedSites counted) {
  expect_spatial(weights, values, Diagonal::zero);
  Autocorrelation result{kUndefined, kUndefined, kUndefined, kUndefined};
  const std::vector<double> z = centered(values);
  const double squares = power_sum(z, 2);
  const WeightSums sums = weight_sums(weights);
  const double n = number_of_sites(weights, counted);
  if (n < 3.0 || squares == 0.0 || sums.s0 == 0.0) return result;

  double products = 0.0;
  for (std::size_t i = 0; i < z.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    products += z[i] * weighted_sum(weights, row, [&](auto j) { return z[j]; });
  }
  result.value = n / sums.s0 * products / squares;
  result.expected = -1.0 / (n - 1.0);
  result.variance_normal = variance_if_normal(sums, n);
  if (n < 4.0) return result;
  const double kurtosis = static_cast<double>(z.size()) * power_sum(z, 4) / (squares * squares);
  result.variance_randomized = variance_if_randomized(sums, n, kurtosis);
  return result;
}

LocalAutocorrelation local_moran(const Weights& weights, std::span<const double> values) {
  expect_spatial(weights, values, Diagonal::zero);
  LocalAutocorrelation result = undefined_at(values.size());
  const std::vector<double> z = centered(values);
  const double squares = power_sum(z, 2);
  if (z.size() < 3 || squares == 0.0) return result;

  const auto n = static_cast<double>(z.size());
  const std::vector<Others> others = moments_of_others(z);
  for (std::size_t i = 0; i < z.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    const NeighborSums sums = neighbor_sums(weights, row);
    if (sums.none()) continue;
    const double slope = z[i] / (squares / n);
    const double lag = weighted_sum(weights, row, [&](auto j) { return z[j]; });
    result.value[i] = slope * lag;
    result.expected[i] = slope * sums.weight * others[i].mean;
    result.variance[i] = slope * slope * variance_of_draws(sums, n - 1.0, others[i].variance);
    result.z[i] = z_score(result.value[i], result.expected[i], result.variance[i]);
  }
  return result;
}

}  // namespace rawan
