#include "rawan/algorithms/patrol_frontier.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/patrol_measures.h"
#include "visit_days.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace rawan::patrol {
namespace {

/// The problem of the chosen units alone, and which of all shifts its shifts are.
struct Part {
  Problem problem;
  std::vector<std::uint32_t> shifts;
};

Part part_with(const Problem& problem, const std::vector<bool>& chosen) {
  Part part{.problem = problem, .shifts = {}};
  part.problem.shifts.clear();
  for (std::uint32_t t = 0; t < problem.shifts.size(); ++t) {
    if (!chosen[problem.shifts[t].unit]) continue;
    part.problem.shifts.push_back(problem.shifts[t]);
    part.shifts.push_back(t);
  }
  return part;
}

Plan idle_plan(const Problem& problem) {
  Plan plan;
  for (const Shift& shift : problem.shifts) {
    plan.tours.push_back({.start = shift.start, .visits = {}, .pause = {}, .end = shift.start});
  }
  return plan;
}

/// A plan of a part as one of the whole.
Plan in_whole(Plan plan, const Part& part, const Problem& problem) {
  expects(plan.tours.size() == part.shifts.size(), "a plan has one tour per shift");
  Plan whole = idle_plan(problem);
  for (std::size_t k = 0; k < part.shifts.size(); ++k) {
    whole.tours[part.shifts[k]] = std::move(plan.tours[k]);
  }
  return whole;
}

void count_stops(const VisitDays& visits, const Problem& problem, FrontierRow& row) {
  for (std::size_t s = 0; s < problem.stops.size(); ++s) {
    const std::size_t had = visits.of_stop[s].size();
    const std::size_t required = problem.stops[s].required;
    row.visits += had;
    row.stops += had > 0 && had >= required ? 1U : 0U;
    row.required_missing += static_cast<std::int64_t>(required - std::min(required, had));
  }
}

void count_villages(const VisitDays& visits, const Problem& problem, FrontierRow& row) {
  for (std::size_t v = 0; v < problem.villages.size(); ++v) {
    const Village& village = problem.villages[v];
    const std::int64_t missing = visits_owed(visits.of_village[v], village, problem.days);
    row.village_missing += missing;
    row.villages += missing == 0 && !visits.of_village[v].empty() ? 1U : 0U;
  }
}

FrontierRow row_of(const Plan& plan, const Problem& problem, const Part& part) {
  const VisitDays visits(plan, problem);
  FrontierRow row;
  row.hours = available_seconds(part.problem) / 3600.0;
  row.score = total_worth(plan, problem);
  count_stops(visits, problem, row);
  count_villages(visits, problem, row);
  return row;
}

bool better(const FrontierRow& a, const FrontierRow& b) {
  return std::tuple(a.required_missing, a.village_missing, -a.score) <
         std::tuple(b.required_missing, b.village_missing, -b.score);
}

std::vector<std::uint32_t> checked(std::span<const std::uint32_t> order, std::size_t units) {
  std::vector<std::uint32_t> all(order.begin(), order.end());
  if (all.empty()) {
    all.resize(units);
    std::iota(all.begin(), all.end(), 0U);
  }
  std::vector<bool> seen(units, false);
  for (const std::uint32_t unit : all) {
    expects(unit < units && !seen[unit], "a list of units names each once");
    seen[unit] = true;
  }
  return all;
}

}  // namespace

std::vector<FrontierRow> frontier(const Problem& problem, const PlanSearch& search,
                                  std::span<const std::uint32_t> order) {
  expect_sound(problem);
  std::vector<bool> chosen(problem.units.size(), false);
  Plan best = idle_plan(problem);
  std::vector<FrontierRow> rows;
  for (const std::uint32_t unit : checked(order, problem.units.size())) {
    chosen[unit] = true;
    const Part part = part_with(problem, chosen);
    Plan found = in_whole(search(part.problem), part, problem);
    FrontierRow row = row_of(found, problem, part);
    FrontierRow before = row_of(best, problem, part);
    before.of_fewer = true;
    if (better(before, row)) {
      row = before;
    } else {
      best = std::move(found);
    }
    row.units = rows.size() + 1;
    rows.push_back(row);
  }
  return rows;
}

}  // namespace rawan::patrol
