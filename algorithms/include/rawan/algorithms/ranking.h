#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/empirical_bayes.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace rawan {

/// Where a site stands among the sites, and how sure that is. Rank 1 is the highest rate.
struct RankSummary {
  double expected = 0.0;  ///< E[R] (Laird & Louis 1989).
  double low = 0.0;       ///< Rank interval of the asked probability.
  double high = 0.0;
  double top_k = 0.0;  ///< P(rank <= k).
};

struct RankOptions {
  double probability = 0.9;  ///< Of the rank interval.
  std::uint32_t top_k = 10;
};

/// From joint draws of the rates: draws[d * sites + i]. Equal rates share their mean rank. Of the
/// draws at most (1 - probability) / 2 lie below `low` and as many above `high`, so that the
/// interval holds at least the asked probability.
///
/// Laird, N. M. and Louis, T. A. (1989). Empirical Bayes ranking methods. Journal of Educational
/// Statistics 14(1).
std::vector<RankSummary> summarize_ranks(std::span<const double> draws, std::size_t sites,
                                         const RankOptions& options = {},
                                         const Control& control = {});

/// For many sites: ranks from independent posteriors that are cut into the same cells, in order of
/// the rate, and even within a cell. Given its own rate, a site's rank is 1 plus the number of
/// others above it, a sum of independent events that is taken as normal; so the expected rank is
/// exact, the bounds of the interval (rounded outwards) are good to about one rank or 0.5 % of
/// the sites, whichever is more. Cost: sites x cells.
///
/// @param masses sites x cells; each row sums to 1.
std::vector<RankSummary> ranks_by_survival(std::span<const double> masses, std::size_t sites,
                                           const RankOptions& options = {},
                                           const Control& control = {});

/// The expected ranks of `ranks_by_survival` alone.
std::vector<double> expected_ranks(std::span<const double> masses, std::size_t sites);

/// E[R_i] = 1 + sum_j P(theta_j > theta_i) in closed form for independent Gamma posteriors
/// (statistics.md 4.20). Cost n^2.
std::vector<double> expected_ranks(std::span<const Gamma> posteriors);

/// 1 ... n by `values` from the highest, ties by position: the order in which places are listed.
std::vector<std::uint32_t> positions_from_highest(std::span<const double> values);

/// 1 ... n from the highest; equal values share their mean rank. Cost n log n.
/// @throws ContractViolation where a value is not a number.
std::vector<double> mean_ranks(std::span<const double> values);

/// Spearman's rho: Pearson's correlation of the mean ranks, ties included. Nothing where it does
/// not exist: a list of fewer than two values, or one that does not tell its members apart. What
/// that means is for the caller to say; two lists that agree in not telling have equal mean ranks.
///
/// Spearman, C. (1904). The proof and measurement of association between two things. American
/// Journal of Psychology 15(1). Cost n log n.
/// @throws ContractViolation where a value is not a number or the lists differ in length.
std::optional<double> spearman(std::span<const double> a, std::span<const double> b);

}  // namespace rawan
