#include "visit_days.h"

#include <algorithm>
#include <utility>

namespace rawan::patrol {

VisitDays::VisitDays(const Plan& plan, const Problem& problem)
    : of_stop(problem.stops.size()),
      of_village(problem.villages.size()),
      village_dwell(problem.villages.size(), 0.0) {
  for (std::uint32_t t = 0; t < plan.tours.size(); ++t) {
    const std::int32_t day = problem.shifts[t].day;
    for (const Visit& visit : plan.tours[t].visits) {
      if (visit.stop >= problem.stops.size()) continue;
      const std::uint32_t village = problem.stops[visit.stop].village;
      of_stop[visit.stop].push_back({day, t});
      of_village[village].push_back(day);
      village_dwell[village] += stay_of(visit);
    }
  }
  for (auto& days : of_stop) {
    std::sort(days.begin(), days.end(), [](const DayOfVisit& a, const DayOfVisit& b) {
      return std::pair(a.day, a.shift) < std::pair(b.day, b.shift);
    });
  }
  for (auto& days : of_village) std::sort(days.begin(), days.end());
}

double stay_of(const Visit& visit) {
  return static_cast<double>(visit.departure.count()) - static_cast<double>(visit.start.count());
}

std::vector<Stretch> stretches_too_long(const std::vector<std::int32_t>& days,
                                        const Village& village, std::int32_t period) {
  std::vector<Stretch> too_long;
  if (village.max_gap_days == 0) return too_long;
  Stretch stretch{.after = village.last_visit.value_or(-1)};
  const auto close = [&](std::int32_t day) {
    stretch.before = day;
    if (stretch.days() > village.max_gap_days) too_long.push_back(stretch);
    stretch.after = day;
  };
  for (const std::int32_t day : days) close(day);
  close(period);
  return too_long;
}

std::int64_t visits_owed(const Stretch& stretch, const Village& village) {
  const bool overdue = -stretch.after - 1 > village.max_gap_days;
  if (!overdue) return stretch.days() / (village.max_gap_days + 1);
  return stretch.before < 1 ? 0 : 1 + (stretch.before - 1) / (village.max_gap_days + 1);
}

std::int64_t visits_owed(const std::vector<std::int32_t>& days, const Village& village,
                         std::int32_t period) {
  std::int64_t by_gaps = 0;
  for (const Stretch& stretch : stretches_too_long(days, village, period)) {
    by_gaps += visits_owed(stretch, village);
  }
  const auto had = static_cast<std::int64_t>(days.size());
  return std::max({std::int64_t{0}, village.min_visits - had, by_gaps});
}

}  // namespace rawan::patrol
