#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "rawan/algorithms/empirical_bayes.h"

namespace rawan {

/// Where a site stands among the sites, and how sure that is. Rank 1 is the highest rate.
struct RankSummary {
  double expected = 0.0;     ///< E[R] (Laird & Louis 1989).
  double low = 0.0;          ///< Rank interval of the asked probability.
  double high = 0.0;
  double top_k = 0.0;        ///< P(rank <= k).
};

struct RankOptions {
  double probability = 0.9;  ///< Of the rank interval.
  std::uint32_t top_k = 10;
};

/// From joint draws of the rates: draws[d * sites + i]. Equal rates share their mean rank.
std::vector<RankSummary> summarize_ranks(std::span<const double> draws, std::size_t sites,
                                         const RankOptions& options = {});

/// E[R_i] = 1 + sum_j P(theta_j > theta_i) in closed form for independent Gamma posteriors
/// (statistics.md 4.20). Cost n^2.
std::vector<double> expected_ranks(std::span<const Gamma> posteriors);

/// 1 ... n by `values` from the highest, ties by position: the order in which places are listed.
std::vector<std::uint32_t> positions_from_highest(std::span<const double> values);

}  // namespace rawan
