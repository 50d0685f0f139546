#include "rawan/algorithms/patrol_search.h"

#include "patrol_conductor.h"
#include "patrol_different_plans.h"
#include "patrol_timing.h"
#include "rawan/algorithms/contract.h"

#include <algorithm>

namespace rawan::patrol {
namespace {

/// Streams of the walks come first.
constexpr std::uint64_t kStreamOfTimes = std::uint64_t{1} << 32;

/// Plans whose longer stays are worked out for each that is kept: the search only estimates them.
constexpr std::size_t kTimedPerKept = 3;

std::vector<std::vector<std::uint32_t>> rows_of(const Model& model, const Snapshot& plan) {
  std::vector<std::vector<std::uint32_t>> rows = plan.stops;
  for (auto& stops : rows) {
    for (std::uint32_t& s : stops) s = model.row_of_stop[s];
  }
  return rows;
}

Plan plan_of(const Problem& problem, const std::vector<std::vector<std::uint32_t>>& stops,
             Dice dice) {
  Plan plan;
  StayBudget budget = stay_budget(problem, stops);
  for (std::uint32_t r = 0; r < stops.size(); ++r) {
    plan.tours.push_back(timed_tour(problem, r, stops[r], budget, dice));
  }
  plan.score = total_worth(plan, problem);
  return plan;
}

}  // namespace

SearchResult search_plan(const Problem& problem, const SearchOptions& options,
                         const Control& control) {
  expect_sound(problem);
  expects(options.walks > 0, "search_plan: no walks");
  expects(options.pool_within >= 0.0, "search_plan: a share below 0");
  const Model model = model_of(problem);
  const Found found = conduct(model, options, Tuning{}, control);
  SearchResult result;
  result.iterations = found.iterations;
  result.stopped_by_time = found.stopped_by_time;
  const std::size_t most = std::max<std::size_t>(options.pool_size, 1);
  const auto plans = different_plans(found.plans, kTimedPerKept * most);
  for (std::size_t k = 0; k < plans.size(); ++k) {
    result.pool.push_back(
        plan_of(problem, rows_of(model, plans[k]), Dice(options.seed, kStreamOfTimes + k)));
  }
  std::stable_sort(result.pool.begin(), result.pool.end(),
                   [](const Plan& a, const Plan& b) { return a.score > b.score; });
  result.best = result.pool.front();
  const double least = (1.0 - options.pool_within) * result.best.score;
  std::erase_if(result.pool, [&](const Plan& plan) { return plan.score < least; });
  if (result.pool.size() > most) result.pool.resize(most);
  return result;
}

}  // namespace rawan::patrol
