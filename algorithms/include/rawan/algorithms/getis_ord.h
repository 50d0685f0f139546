#pragma once

#include "rawan/algorithms/weights.h"

#include <span>
#include <vector>

namespace rawan {

/// The local statistic Gi* of Ord and Getis (1995), as a z-score per site.
///
/// Large positive scores mark places where high values gather. The score of site i counts i
/// itself. Multiplying a row of weights by a number changes nothing: the variance uses the sum of
/// squared weights.
///
/// @param weights n x n, finite, >= 0, with w_ii > 0 (`with_self`).
/// @param values  n finite numbers, any unit; the score has none.
/// @return n z-scores. NaN for an island. 0 where no score could differ from 0: all values equal,
///         or every site a neighbor with the same weight.
/// @throws ContractViolation if sizes differ or a number breaks its promise.
///
/// Ord, J. K. and Getis, A. (1995). Local spatial autocorrelation statistics: distributional issues
/// and an application. Geographical Analysis 27(4).
std::vector<double> getis_ord_gi_star(const Weights& weights, std::span<const double> values);

/// Gi: without the site itself, in the sum and in the mean and variance it is compared with.
/// @param weights as above, but with w_ii = 0. @return as above; NaN too if n < 3.
std::vector<double> getis_ord_gi(const Weights& weights, std::span<const double> values);

/// The share of all products of values of two sites that neighbors have, and its moments if all
/// arrangements of the values are equally likely (Getis & Ord 1992).
struct GeneralG {
  double value = 0.0;
  double expected = 0.0;
  double variance = 0.0;

  double z() const;
};

/// @param weights n x n, finite, >= 0, w_ii = 0; binary distance bands in the paper.
/// @param values  n finite numbers >= 0.
/// @return NaN where a number does not exist: fewer than 4 sites (variance), fewer than two values
///         above 0. @throws ContractViolation otherwise.
GeneralG getis_ord_general_g(const Weights& weights, std::span<const double> values);

}  // namespace rawan
