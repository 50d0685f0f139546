#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/permutation.h"
#include "rawan/algorithms/weights.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// How much of the probability of what was observed belongs to a tail: all of it, so that no
/// p-value is too small; or half (mid-p), which is less cautious and only about right on average.
enum class Tail : std::uint8_t { whole, mid };

/// P(X >= count) and P(X <= count) of a binomial count.
struct BinomialTails {
  double at_least = 1.0;
  double at_most = 1.0;
};
/// @param count, trials whole numbers, 0 <= count <= trials. @param share in [0, 1].
/// @throws ContractViolation otherwise.
BinomialTails binomial_tails(double count, double trials, double share, Tail tail = Tail::whole);

/// p-values of the number of cases around each site if cases fall where the exposure is: given all
/// C cases, a neighborhood with the share q of the exposure gets Binomial(C, q) of them. These are
/// exact, need no draws and can be as small as any level asks.
///
/// A row that holds the site itself (Gi*) counts it. A row that does not (Gi) leaves the site out
/// of C and of the exposure too: the others' cases given its own.
///
/// @param weights  n x n, >= 0, equal within a row (binary, or binary with standardized rows).
/// @param cases    n whole numbers >= 0, none where there is no exposure.
/// @param exposure n numbers >= 0, of the same unit: women consulted, population.
/// @return NaN for islands and for sites without exposure, which say nothing.
/// @throws ContractViolation otherwise.
///
/// Cost: links + two incomplete beta functions per site.
PermutationP exposure_tail(const Weights& weights, std::span<const double> cases,
                           std::span<const double> exposure, Tail tail = Tail::whole);

/// How far the cases around each site are from what their exposure expects, in standard deviations
/// of that binomial: (y - C q) / sqrt(C q (1 - q)). For order and trend; its normal p is not exact.
/// @param, @return, @throws as above; 0 where nothing could differ.
std::vector<double> exposure_scores(const Weights& weights, std::span<const double> cases,
                                    std::span<const double> exposure);

/// (y - e) / sqrt(e) with e the cases expected by exposure; 0 without exposure.
std::vector<double> exposure_residuals(std::span<const double> cases,
                                       std::span<const double> exposure);

/// A local statistic among simulated ones, one number per site; NaN as of `exposure_tail`.
struct ExposureSimulation {
  std::vector<double> value;
  std::vector<double>
      z;  ///< By mean and standard deviation of the replicates; 0 if they are equal.
  PermutationP p;
};

/// A local statistic, any weights, if all cases are dealt out again in proportion to exposure: what
/// conditional permutation is to values that are alike everywhere.
///
/// Gi and Gi* sum the cases (with the site itself where its row holds it): sum_j w_ij y_j. Moran
/// and Geary take the residuals r: r_i sum_j w_ij r_j and sum_j w_ij (r_i - r_j)^2. Replicate k
/// draws from stream k of the seed, by position: sort the sites by a key where the answer must not
/// depend on row order. Values that differ by less than 1e-9, relatively, are ties and extreme on
/// both sides.
///
/// @param weights n x n, finite, >= 0. @param cases, exposure, @throws as above.
///
/// Cost: replicates x (cases + links); memory 2 KB per site.
///
/// Bivand, R., Müller, W. G. and Reder, M. (2009). Power calculations for global and local Moran's
/// I. Computational Statistics & Data Analysis 53 (constant risk).
ExposureSimulation exposure_simulation(const Weights& weights, std::span<const double> cases,
                                       std::span<const double> exposure, LocalStatistic statistic,
                                       const PermutationOptions& options,
                                       const Control& control = {});

}  // namespace rawan
