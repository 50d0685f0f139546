#pragma once

#include "oracles/timed_tour.h"
#include "rawan/algorithms/patrol_plan.h"
#include "rawan/algorithms/random.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace rawan::testing {

inline bool is_hard(const patrol::Fault& fault) {
  return fault.code != "required_missing" && fault.code != "village_missing" &&
         fault.code != "gap_too_long";
}

inline bool breaks_no_limit(const patrol::Plan& plan, const patrol::Problem& problem) {
  const std::vector<patrol::Fault> found = faults(plan, problem);
  return std::none_of(found.begin(), found.end(), is_hard);
}

inline patrol::Plan empty_plan(const patrol::Problem& problem) {
  patrol::Plan plan;
  for (const patrol::Shift& shift : problem.shifts) {
    plan.tours.push_back({.start = shift.start, .visits = {}, .pause = {}, .end = shift.start});
  }
  return plan;
}

inline std::vector<std::uint32_t> stops_of(const patrol::Tour& tour) {
  std::vector<std::uint32_t> stops;
  for (const patrol::Visit& visit : tour.visits) stops.push_back(visit.stop);
  return stops;
}

/// A plan that breaks no limit, grown by `attempts` visits put anywhere at random.
inline patrol::Plan random_plan(const patrol::Problem& problem, std::size_t attempts,
                                Stream& random) {
  patrol::Plan plan = empty_plan(problem);
  for (std::size_t k = 0; k < attempts; ++k) {
    if (problem.shifts.empty()) break;
    const auto t = static_cast<std::uint32_t>(random.below(problem.shifts.size()));
    std::vector<std::uint32_t> stops = stops_of(plan.tours[t]);
    const auto at = static_cast<std::ptrdiff_t>(random.below(stops.size() + 1));
    stops.insert(stops.begin() + at,
                 static_cast<std::uint32_t>(random.below(problem.stops.size())));
    const auto tour = oracle::allowed_tour(problem, t, stops);
    if (!tour) continue;
    patrol::Plan longer = plan;
    longer.tours[t] = *tour;
    longer.score = total_worth(longer, problem);
    if (breaks_no_limit(longer, problem)) plan = longer;
  }
  return plan;
}

}  // namespace rawan::testing
