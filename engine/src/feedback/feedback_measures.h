#pragma once

#include "feedback_loop.h"

#include <optional>
#include <span>
#include <vector>

namespace rawan::engine::feedback {

inline constexpr std::uint32_t kWindow = 26;  ///< The last rounds, over which measures are means.

/// How near a run ends to the truth; shares are means over the last rounds.
struct Measures {
  double tv = 0.0;                ///< Total variation between intent and truth.
  double tv_floor = 0.0;          ///< The same to 0.85 truth + 0.15 even.
  double kl = 0.0;                ///< Sum of truth ln(truth / intent).
  double amplification = 0.0;     ///< Intent over truth of the areas favored at the start.
  double starved = 0.0;           ///< Share of areas below a quarter of an even share.
  double rank_correlation = 0.0;  ///< Spearman, of intent and truth; 0 where all are equal.
  double realized = 0.0;          ///< Total variation between visits made and intent.
  std::uint32_t longest_gap = 0;  ///< Rounds from the end of the start to a visit, and between.
  double regret = 0.0;            ///< Share of the findings of the best allocation that is missed.
  /// Rounds until the changed areas have 80 % of their new share; nothing: never, or no change.
  std::optional<std::uint32_t> followed_after;
};

Measures measure(const Course& run, const WorldTerms& terms, std::uint64_t seed);

/// Mean intents of the last rounds.
std::vector<double> final_intent(const Course& run);

double total_variation(std::span<const double> a, std::span<const double> b);

/// The value below which a share of the values lies: of n values the ceil(share n)-th.
double quantile(std::vector<double> values, double share);

double mean(std::span<const double> values);

}  // namespace rawan::engine::feedback
