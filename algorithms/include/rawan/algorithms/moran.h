#pragma once

#include "rawan/algorithms/weights.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// A measure of autocorrelation over the whole map and its moments when there is none: if values
/// are drawn from one normal distribution, and if all arrangements of the given values are equally
/// likely (Cliff & Ord 1981). NaN where a number does not exist: all values equal, no links, fewer
/// than 3 sites (4 for `variance_randomized`).
struct Autocorrelation {
  double value = 0.0;
  double expected = 0.0;
  double variance_normal = 0.0;
  double variance_randomized = 0.0;

  double z_normal() const;
  double z_randomized() const;
};

/// What n stands for in a global statistic if there are islands. Mean and variance of the values
/// are those of all sites either way; R spdep counts the linked ones unless told otherwise.
enum class CountedSites : std::uint8_t { all, linked };

/// Moran's I = (n / s0) z'Wz / z'z.
/// @param weights n x n, finite, >= 0, w_ii = 0. @param values n finite numbers.
/// @throws ContractViolation otherwise; so all below.
Autocorrelation global_moran(const Weights& weights, std::span<const double> values,
                             CountedSites counted = CountedSites::all);

/// A local statistic per site with its moments if the site keeps its value and all arrangements of
/// the others are equally likely. NaN for islands and where a number does not exist.
struct LocalAutocorrelation {
  std::vector<double> value;
  std::vector<double> expected;
  std::vector<double> variance;
  std::vector<double> z;
};

/// I_i = (z_i / m2) sum_j w_ij z_j with m2 = sum z^2 / n (Anselin 1995; conditional moments of
/// Sokal, Oden & Thomson 1998). Positive: like among like. z is 0 where the variance is.
LocalAutocorrelation local_moran(const Weights& weights, std::span<const double> values);

/// Rates made comparable (Assuncao & Reis 1999): z_i = (r_i - b) / sqrt(v_i), v_i = a + b / n_i
/// with a not cut at 0, v_i = b / n_i where that is not positive. 0 if there are no cases.
/// @param cases n numbers >= 0. @param exposure n numbers > 0.
std::vector<double> standardized_rates(std::span<const double> cases,
                                       std::span<const double> exposure);

/// Moran's I of `standardized_rates`: small populations no longer pass for variation.
Autocorrelation eb_moran(const Weights& weights, std::span<const double> cases,
                         std::span<const double> exposure);

}  // namespace rawan
