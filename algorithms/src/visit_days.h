#pragma once

#include "rawan/algorithms/patrol_plan.h"

#include <cstdint>
#include <vector>

namespace rawan::patrol {

struct DayOfVisit {
  std::int32_t day = 0;
  std::uint32_t shift = 0;
};

/// Days without a visit between two days that have one.
struct Stretch {
  std::int32_t after = 0;   ///< The last day with a visit, -1 or less before the period.
  std::int32_t before = 0;  ///< The next one; the length of the period if there is none.
  std::int32_t days() const { return before - after - 1; }
};

/// On which days what is visited, ascending. Visits of unknown stops do not count.
struct VisitDays {
  VisitDays(const Plan& plan, const Problem& problem);

  std::vector<std::vector<DayOfVisit>> of_stop;
  std::vector<std::vector<std::int32_t>> of_village;
  std::vector<double> village_dwell;  ///< Seconds.
};

/// Seconds between start and departure; a plan of any origin may hold any times.
double stay_of(const Visit& visit);

/// The stretches of a village that are longer than its largest gap, first to last.
std::vector<Stretch> stretches_too_long(const std::vector<std::int32_t>& days,
                                        const Village& village, std::int32_t period);

/// The fewest visits that would leave no part of a stretch too long, as far as visits in the period
/// can mend it.
std::int64_t visits_owed(const Stretch& stretch, const Village& village);

/// What a village lacks: the larger of its missing visits and those that its stretches lack.
std::int64_t visits_owed(const std::vector<std::int32_t>& days, const Village& village,
                         std::int32_t period);

}  // namespace rawan::patrol
