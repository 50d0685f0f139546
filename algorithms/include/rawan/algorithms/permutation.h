#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/weights.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// (m + 1) / (replicates + 1), m the replicates at least as extreme as what was observed: what was
/// observed is itself one of the arrangements.
double permutation_p(std::uint32_t as_extreme, std::uint32_t replicates);

/// 2 min(greater, less), at most 1: never below 2 / (replicates + 1).
double two_sided_p(double greater, double less);

/// Gi and Gi* have one answer: the site keeps its value, so its own weight decides nothing.
enum class LocalStatistic : std::uint8_t { getis_ord, moran, geary };

struct PermutationOptions {
  std::uint32_t replicates = 999;  ///< Enough? `fewest_rejections` of false_discovery.h.
  std::uint64_t seed = 1;
};

/// One p-value per site; NaN for islands.
struct PermutationP {
  std::vector<double> greater;  ///< Of a statistic as large as observed or larger.
  std::vector<double> less;     ///< As small or smaller.
  std::vector<double> two_sided;
};

/// p-values of a local statistic if the site keeps its value and all arrangements of the others are
/// equally likely (Anselin 1995). Site i draws from stream i of the seed, as many values as it has
/// neighbors and no more, so nothing depends on threads or on other sites' neighbors; positions
/// address the draws, so sort the sites by a key where the answer must not depend on row order.
/// Sums that differ by less than their rounding are ties, and ties are extreme on both sides.
///
/// @param weights n x n, finite, >= 0; the diagonal is not looked at.
/// @param values  n finite numbers.
/// @throws ContractViolation otherwise, or if there are no replicates or 2^31 sites or more.
///
/// Cost: replicates x links (up to ln n more for a site that has nearly all others as neighbors).
PermutationP conditional_permutation(const Weights& weights, std::span<const double> values,
                                     LocalStatistic statistic, const PermutationOptions& options,
                                     const Control& control = {});

}  // namespace rawan
