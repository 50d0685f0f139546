#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/patrol_plan.h"
#include "rawan/algorithms/patrol_problem.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace rawan::patrol {

/// How long to search. Without a time limit the plan is a function of problem, seed and iterations
/// alone. With one the search cools by whichever runs out first, so the plan also depends on the
/// speed of the machine; the result says how many iterations there were.
struct SearchOptions {
  std::uint64_t seed = 1;
  std::uint64_t iterations = 20'000;  ///< Ruin-and-recreate steps of each of `walks`.
  std::uint32_t walks = 2;            ///< Independent searches whose routes are recombined.
  std::optional<std::chrono::milliseconds> time_limit{};
  /// What the time limit is measured by; nothing: a steady clock.
  std::function<std::chrono::nanoseconds()> clock{};
  double pool_within = 0.02;  ///< Plans kept lose at most this share of the best score.
  std::size_t pool_size = 16;
};

struct SearchResult {
  Plan best;
  std::vector<Plan> pool;  ///< Different plans within `pool_within`, best first; pool[0] is best.
  std::uint64_t iterations = 0;  ///< Done, of all walks.
  bool stopped_by_time = false;
};

/// Searches for the plan that leaves, in this order, the fewest required visits unserved, the
/// fewest visits of villages unmet, and that has the highest score; then the least travel.
/// Every plan of the result obeys all limits; duties that could not be met are in explain().
///
/// Ruin and recreate with simulated annealing (Christiaens & Vanden Berghe 2020), a pool of routes
/// recombined by set packing. Same bits on any number of threads, for stops in any order.
/// @throws ContractViolation, Cancelled
SearchResult search_plan(const Problem& problem, const SearchOptions& options,
                         const Control& control = {});

}  // namespace rawan::patrol
