#pragma once

#include "rawan/algorithms/moran.h"

#include <span>

namespace rawan {

/// Geary's C = (n - 1) sum w_ij (x_i - x_j)^2 / (2 s0 sum z^2). 1 without autocorrelation, less
/// where neighbors are alike.
/// @param weights n x n, finite, >= 0, w_ii = 0. @param values n finite numbers.
/// @throws ContractViolation otherwise.
Autocorrelation global_geary(const Weights& weights, std::span<const double> values,
                             CountedSites counted = CountedSites::all);

/// c_i = sum_j w_ij (x_i - x_j)^2 / m2 with m2 = sum z^2 / n (Anselin 1995), and its conditional
/// moments. A negative z: the site is like its neighbors. z is 0 where the variance is.
LocalAutocorrelation local_geary(const Weights& weights, std::span<const double> values);

}  // namespace rawan
