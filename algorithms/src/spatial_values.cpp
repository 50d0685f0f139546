#include "spatial_values.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

void expect_row(const Weights& weights, Eigen::Index i, Diagonal diagonal) {
  double self = 0.0;
  for (Weights::InnerIterator link(weights, i); link; ++link) {
    expects(link.value() >= 0.0 && std::isfinite(link.value()), "weights are finite and >= 0");
    if (link.col() == i) self = link.value();
  }
  expects(diagonal != Diagonal::zero || self == 0.0, "no site is its own neighbor here");
  expects(diagonal != Diagonal::positive || self > 0.0, "every site is its own neighbor here");
}

}  // namespace

void expect_spatial(const Weights& weights, std::span<const double> values, Diagonal diagonal) {
  const auto n = static_cast<Eigen::Index>(values.size());
  expects(weights.rows() == n && weights.cols() == n, "weights are n x n for n values");
  for (const double x : values) expects(std::isfinite(x), "values are finite");
  for (Eigen::Index i = 0; i < n; ++i) expect_row(weights, i, diagonal);
}

std::vector<double> centered(std::span<const double> values) {
  std::vector<double> z(values.size(), 0.0);
  if (values.empty() || std::ranges::min(values) == std::ranges::max(values)) return z;
  const double mean = power_sum(values, 1) / static_cast<double>(values.size());
  for (std::size_t i = 0; i < z.size(); ++i) z[i] = values[i] - mean;
  return z;
}

double power_sum(std::span<const double> values, int power) {
  double sum = 0.0;
  for (const double x : values) {
    double term = x;
    for (int i = 1; i < power; ++i) term *= x;
    sum += term;
  }
  return sum;
}

NeighborSums neighbor_sums(const Weights& weights, Eigen::Index i) {
  NeighborSums sums;
  for (Weights::InnerIterator link(weights, i); link; ++link) {
    if (link.col() == i) continue;
    sums.weight += link.value();
    sums.squares += link.value() * link.value();
  }
  return sums;
}

double variance_of_draws(const NeighborSums& sums, double population, double variance) {
  const double excess = population * sums.squares - sums.weight * sums.weight;
  if (excess <= 1e-12 * population * sums.squares) return 0.0;
  return variance * excess / (population - 1.0);
}

double z_score(double value, double mean, double variance) {
  return variance > 0.0 ? (value - mean) / std::sqrt(variance) : 0.0;
}

}  // namespace rawan
