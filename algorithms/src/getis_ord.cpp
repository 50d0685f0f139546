#include "rawan/algorithms/getis_ord.h"

#include "conditional_moments.h"

#include <algorithm>

namespace rawan {

std::vector<double> getis_ord_gi_star(const Weights& weights, std::span<const double> values) {
  expect_spatial(weights, values, Diagonal::positive);
  const std::vector<double> z = centered(values);
  const auto n = static_cast<double>(z.size());
  const double variance = power_sum(z, 2) / n;
  std::vector<double> scores(z.size(), kUndefined);
  for (std::size_t i = 0; i < z.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    NeighborSums sums = neighbor_sums(weights, row);
    if (sums.none()) continue;
    const double self = weights.coeff(row, row);
    const double lag = self * z[i] + weighted_sum(weights, row, [&](auto j) { return z[j]; });
    sums.weight += self;
    sums.squares += self * self;
    scores[i] = z_score(lag, 0.0, variance_of_draws(sums, n, variance));
  }
  return scores;
}

std::vector<double> getis_ord_gi(const Weights& weights, std::span<const double> values) {
  expect_spatial(weights, values, Diagonal::zero);
  std::vector<double> scores(values.size(), kUndefined);
  if (values.size() < 3) return scores;
  const std::vector<double> z = centered(values);
  const std::vector<Others> others = moments_of_others(z);
  const auto population = static_cast<double>(z.size() - 1);
  for (std::size_t i = 0; i < z.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    const NeighborSums sums = neighbor_sums(weights, row);
    if (sums.none()) continue;
    const double lag = weighted_sum(weights, row, [&](auto j) { return z[j]; });
    scores[i] = z_score(lag, sums.weight * others[i].mean,
                        variance_of_draws(sums, population, others[i].variance));
  }
  return scores;
}

}  // namespace rawan
