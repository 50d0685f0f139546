#pragma once

#include "rawan/algorithms/weights.h"

#include <limits>
#include <span>
#include <vector>

namespace rawan {

inline constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

enum class Diagonal : std::uint8_t { zero, positive, any };

/// @throws ContractViolation unless the weights are n x n, finite, >= 0 with the diagonal stated,
///         and the values n finite numbers.
void expect_spatial(const Weights& weights, std::span<const double> values, Diagonal diagonal);

/// values - their mean; exact zeros if all are equal.
std::vector<double> centered(std::span<const double> values);

/// sum x^power.
double power_sum(std::span<const double> values, int power);

/// Of site i: what the neighbors other than i add up to.
struct NeighborSums {
  double weight = 0.0;   ///< sum w_ij
  double squares = 0.0;  ///< sum w_ij^2

  bool none() const { return weight == 0.0; }
};
NeighborSums neighbor_sums(const Weights& weights, Eigen::Index i);

/// sum over neighbors j other than i of w_ij term(j).
template <class Term>
double weighted_sum(const Weights& weights, Eigen::Index i, const Term& term) {
  double sum = 0.0;
  for (Weights::InnerIterator link(weights, i); link; ++link) {
    if (link.col() != i) sum += link.value() * term(static_cast<std::size_t>(link.col()));
  }
  return sum;
}

/// The variance of sum w_j x_j if the x_j are drawn without replacement from `population` numbers
/// of the given variance (divisor `population`). 0 if only rounding is left of it.
double variance_of_draws(const NeighborSums& sums, double population, double variance);

/// (value - mean) / sqrt(variance); 0 where nothing varies.
double z_score(double value, double mean, double variance);

}  // namespace rawan
