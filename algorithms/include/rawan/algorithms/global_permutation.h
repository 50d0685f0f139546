#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/histogram.h"
#include "rawan/algorithms/permutation.h"
#include "rawan/algorithms/weights.h"

#include <cstdint>
#include <span>

namespace rawan {

enum class GlobalStatistic : std::uint8_t { moran, geary, general_g };

/// A statistic of the whole map among random arrangements of its values. NaN where the statistic
/// does not exist (see `global_moran`, `global_geary`, `getis_ord_general_g`).
struct GlobalPermutation {
  double value = 0.0;
  double mean = 0.0;      ///< Of the arrangements drawn.
  double variance = 0.0;  ///< Of the arrangements drawn, divisor their number.
  double greater = 1.0;   ///< p of a statistic as large as observed or larger.
  double less = 1.0;      ///< As small or smaller.
  double two_sided = 1.0;
  Histogram drawn = {};  ///< The statistic of the arrangements, in 30 stretches.
};

/// p-values if all arrangements of the values over the sites are equally likely. Rates of unequal
/// exposure go through `standardized_rates` of moran.h first (EB Moran; Assuncao & Reis 1999).
///
/// Replicate r shuffles with stream r of the seed, so nothing depends on threads; positions address
/// the draws, so sort the sites by a key where the answer must not depend on row order. Sums that
/// differ by less than their rounding are ties, and ties are extreme on both sides.
///
/// @param weights n x n, finite, >= 0, w_ii = 0. @param values n finite numbers, >= 0 for G.
/// @throws ContractViolation otherwise or without replicates.
///
/// Cost: replicates x (sites + links).
GlobalPermutation global_permutation(const Weights& weights, std::span<const double> values,
                                     GlobalStatistic statistic,
                                     const PermutationOptions& options = {},
                                     const Control& control = {});

}  // namespace rawan
