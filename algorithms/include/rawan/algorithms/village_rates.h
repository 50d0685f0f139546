#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/empirical_bayes.h"
#include "rawan/algorithms/exposure.h"
#include "rawan/algorithms/ranking.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

struct RateOptions {
  std::uint32_t draws = 4000;  ///< Joint draws behind the ranks; 0: `rank` stays empty.
  double interval = 0.9;       ///< Probability of the intervals of rates and ranks.
  std::uint32_t top_k = 10;
  std::uint64_t seed = 1;
};

/// What is known about the rate of one assessed site, in marks per woman consulted.
struct SiteRate {
  double mean = 0.0;
  Interval interval;
  RankSummary rank;           ///< Among the assessed sites; 1 is the highest rate.
  double exceeds_mean = 0.0;  ///< P(rate > overall); 0 where nobody marked anything.
};

struct VillageRates {
  double design_effect = 1.0;       ///< See exposure.h; describes the data, enters no estimate.
  GammaPrior prior;                 ///< Of the rates between sites: posterior means.
  double overall = 0.0;             ///< All marks / all women.
  std::vector<std::uint32_t> site;  ///< The assessed sites (somebody was asked), in order.
  std::vector<SiteRate> rate;       ///< One per assessed site.
  /// Expected rank of each assessed site from its posterior alone, as if sites were independent:
  /// without the noise of draws, so that lists from several data can be compared.
  std::vector<double> standing;
};

/// Rates of marks per woman by site, and where each stands, from dialogues of different sizes.
///
/// A three-level model: theta_i ~ Gamma(mean mu, variance s mu^2) between sites; marks of dialogue
/// j at site i ~ Poisson(theta_i women_ij u_ij) with u_ij ~ Gamma(mean 1, variance v) for what one
/// dialogue's women share. mu, s and v are integrated out on a grid, so are the theta_i: flat on
/// log mu within a factor of 20 of the overall rate, uniform on the share of variance between
/// sites at a site, and between dialogues at a dialogue, with the mean number of marks
/// (uniform shrinkage, Daniels 1999). Rates and their intervals come from these marginal
/// posteriors; ranks from joint draws, above 2,000 sites from survival curves (ranking.h). Above
/// 4,096 assessed sites every k-th of them informs mu, s and v.
///
/// The same bits on any number of threads.
/// Cost: (dialogues x cells of theta) logarithms a few dozen times; 124 sites: milliseconds; 83,000
/// sites with three dialogues each: seconds, and 8 bytes x sites x cells (100 to 400) of memory.
///
/// @throws ContractViolation if a dialogue has no women, negative marks or no such site.
VillageRates rate_villages(std::span<const Dialogue> dialogues, std::size_t sites,
                           const RateOptions& options = {}, const Control& control = {});

}  // namespace rawan
