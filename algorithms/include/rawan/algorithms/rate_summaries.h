#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/empirical_bayes.h"
#include "rawan/algorithms/ranking.h"
#include "rawan/algorithms/rate_evidence.h"
#include "rawan/algorithms/weights.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

struct RateSummaryOptions {
  double exceed = 1.5;      ///< c of P(rate > c x the rate of the whole map).
  double confidence = 0.9;  ///< Of all intervals.
  std::uint32_t top_k = 10;
  EvidenceRule evidence;
  std::uint32_t draws = 4000;  ///< Behind the ranks.
  std::uint64_t seed = 1;
};

/// What is known of the rate of one site. NaN where the evidence does not carry it: without
/// exposure everything, with too little of it all but the raw rate, its exact interval and error.
struct RateSummary {
  Evidence evidence = Evidence::no_exposure;
  double raw = 0.0;                      ///< Cases / exposure.
  Interval exact;                        ///< Of the raw rate (Garwood 1936).
  double relative_standard_error = 0.0;  ///< `kUnreliableFrom` and above: unreliable.
  GammaPrior prior;                      ///< Variance 0: no heterogeneity.
  double estimate = 0.0;                 ///< Posterior mean.
  Interval interval;                     ///< Of the posterior.
  double exceedance = 0.0;               ///< P(rate > c x the rate of the whole map).
  RankSummary rank;                      ///< Among the sites with enough evidence.
};

/// Rates shrunk to the mean of the whole map (Marshall 1991), one summary per site. Sites with too
/// little evidence take part in the prior, not in the ranks. Intervals and ranks come from draws
/// that know how uncertain the prior is (`draw_rates`); above 2,000 sites it is certain enough, and
/// they come from the posteriors themselves, ranks by survival curves (ranking.h).
///
/// @param cases    n finite numbers >= 0. @param exposure n finite numbers >= 0.
/// @throws ContractViolation otherwise, or if there are cases without exposure.
std::vector<RateSummary> summarize_rates(std::span<const double> cases,
                                         std::span<const double> exposure,
                                         const RateSummaryOptions& options = {},
                                         const Control& control = {});

/// The same with the prior of each site from its surroundings (`local_gamma_priors`), taken as
/// known; sites without exposure are no one's neighbors.
std::vector<RateSummary> summarize_local_rates(const Weights& weights,
                                               std::span<const double> cases,
                                               std::span<const double> exposure,
                                               const RateSummaryOptions& options = {},
                                               const Control& control = {});

}  // namespace rawan
