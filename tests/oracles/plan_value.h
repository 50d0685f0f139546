#pragma once

#include "rawan/algorithms/patrol_plan.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace rawan::oracle {

/// What a plan is judged by: less is better first, then more score.
struct PlanValue {
  std::int64_t required_missing = 0;
  std::int64_t village_missing = 0;
  double score = 0.0;

  /// Better by more than the rounding of sums.
  friend bool better(const PlanValue& a, const PlanValue& b) {
    if (a.required_missing != b.required_missing) return a.required_missing < b.required_missing;
    if (a.village_missing != b.village_missing) return a.village_missing < b.village_missing;
    return a.score > b.score + 1e-9;
  }
};

/// Of a plan with these faults, all of them unmet duties. A village lacks the larger of its missing
/// visits and those that its stretches without one lack.
inline PlanValue value_of(const patrol::Plan& plan, const std::vector<patrol::Fault>& unmet,
                          const patrol::Problem& problem) {
  PlanValue value{.score = plan.score};
  std::vector<double> by_number(problem.villages.size(), 0.0);
  std::vector<double> by_gaps(problem.villages.size(), 0.0);
  for (const patrol::Fault& fault : unmet) {
    if (fault.code == "required_missing") {
      value.required_missing += static_cast<std::int64_t>(fault.number);
    } else if (fault.code == "village_missing") {
      by_number[*fault.village] = fault.number;
    } else {
      const std::int32_t most = problem.villages[*fault.village].max_gap_days;
      by_gaps[*fault.village] += std::floor((fault.number + most) / (most + 1));
    }
  }
  for (std::size_t v = 0; v < by_number.size(); ++v) {
    value.village_missing += static_cast<std::int64_t>(std::max(by_number[v], by_gaps[v]));
  }
  return value;
}

}  // namespace rawan::oracle
