#pragma once

#include "feedback_measures.h"
#include "rawan/algorithms/control.h"

#include <cstdint>
#include <vector>

namespace rawan::engine::feedback {

/// Seeds first ... last.
struct Seeds {
  std::uint64_t first = 1;
  std::uint64_t last = 200;
};

/// Many seeds of one world under one policy.
struct Trials {
  std::vector<Measures> runs;    ///< One per seed, in their order.
  std::vector<double> start_tv;  ///< Total variation of final intents after the two starts.
  std::vector<double> watched;   ///< Per round: mean intent of the watched areas.
  std::vector<double> realized;  ///< Per round: their mean share of the visits.
  std::vector<double> truth;     ///< Per round: their mean share of the true events.
};

/// What the measures of trials come to, by their names in docs/validation.md.
struct Summary {
  double tv_mean = 0.0;
  double tv_q95 = 0.0;
  double tv_floor_q95 = 0.0;
  double kl_q95 = 0.0;
  double amplification_median = 0.0;
  double amplification_q95 = 0.0;
  double starved = 0.0;
  double rank_correlation = 0.0;
  double realized_q95 = 0.0;
  double longest_gap = 0.0;
  double start_mean = 0.0;
  double start_q95 = 0.0;
  double regret = 0.0;
  double followed_median = 0.0;  ///< Of the runs that followed at all.
  double followed_q95 = 0.0;
  double never_followed = 0.0;  ///< Share of the runs.
};

/// The areas one looks at: those that changed, else those favored at the start.
std::vector<std::size_t> watched_areas(const WorldTerms& terms, const Truth& truth);

/// Plays each seed twice, with the uneven start and with an even one. @throws Cancelled
Trials play_seeds(const WorldTerms& terms, Policy policy, const AllocationConfig& config,
                  Seeds seeds, const Control& control = {});

Summary summarize(const Trials& trials);

/// Which limits of FB03 (worlds W2, W4) or FB04 (W3) a summary breaks, by name; limits may be
/// widened for fewer seeds.
std::vector<std::string> broken_limits(const Summary& summary, World world, double widened = 0.0);

}  // namespace rawan::engine::feedback
