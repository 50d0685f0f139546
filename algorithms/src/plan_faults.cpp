#include "rawan/algorithms/patrol_plan.h"
#include "tour_faults.h"
#include "visit_days.h"

#include <algorithm>
#include <tuple>

namespace rawan::patrol {
namespace {

bool knows_its_stops(const Tour& tour, const Problem& problem) {
  return std::all_of(tour.visits.begin(), tour.visits.end(),
                     [&](const Visit& visit) { return visit.stop < problem.stops.size(); });
}

void name_unknown_stops(const Tour& tour, const Problem& problem, std::uint32_t shift,
                        std::vector<Fault>& faults) {
  for (const Visit& visit : tour.visits) {
    if (visit.stop < problem.stops.size()) continue;
    faults.push_back({"unknown_stop", shift, visit.stop, {}, 0.0});
  }
}

void judge_stop(const std::vector<DayOfVisit>& days, const Stop& stop, std::uint32_t s,
                std::vector<Fault>& faults) {
  for (std::size_t k = 1; k < days.size(); ++k) {
    const std::int32_t missing = stop.min_gap_days - (days[k].day - days[k - 1].day);
    if (missing > 0) {
      faults.push_back({"too_soon", days[k].shift, s, {}, static_cast<double>(missing)});
    }
  }
  const auto visits = static_cast<double>(days.size());
  if (visits > stop.max_visits) {
    faults.push_back({"too_many_visits", {}, s, {}, visits - stop.max_visits});
  }
  if (visits < stop.required) {
    faults.push_back({"required_missing", {}, s, {}, stop.required - visits});
  }
}

void judge_village(const std::vector<std::int32_t>& days, double dwell, const Problem& problem,
                   std::uint32_t v, std::vector<Fault>& faults) {
  const Village& village = problem.villages[v];
  const auto visits = static_cast<double>(days.size());
  const auto add = [&](const char* code, double number) {
    if (number > 0.0) faults.push_back({code, {}, {}, v, number});
  };
  add("village_missing", village.min_visits - visits);
  if (village.max_visits != kAnyNumber) add("village_too_many", visits - village.max_visits);
  if (village.max_dwell > Seconds(0)) {
    add("village_dwell", dwell - static_cast<double>(village.max_dwell.count()));
  }
  for (const Stretch& stretch : stretches_too_long(days, village, problem.days)) {
    add("gap_too_long", static_cast<double>(stretch.days() - village.max_gap_days));
  }
}

void judge_unit(double dwell, const Unit& unit, std::optional<std::uint32_t> last_shift,
                std::vector<Fault>& faults) {
  if (unit.max_dwell == Seconds(0)) return;
  const double excess = dwell - static_cast<double>(unit.max_dwell.count());
  if (excess > 0.0) faults.push_back({"unit_dwell", last_shift, {}, {}, excess});
}

void judge_units(const Plan& plan, const Problem& problem, std::vector<Fault>& faults) {
  std::vector<double> dwell(problem.units.size(), 0.0);
  std::vector<std::optional<std::uint32_t>> last(problem.units.size());
  for (std::uint32_t t = 0; t < plan.tours.size(); ++t) {
    const std::uint32_t unit = problem.shifts[t].unit;
    if (!plan.tours[t].visits.empty()) last[unit] = t;
    for (const Visit& visit : plan.tours[t].visits) dwell[unit] += stay_of(visit);
  }
  for (std::size_t u = 0; u < dwell.size(); ++u) {
    judge_unit(dwell[u], problem.units[u], last[u], faults);
  }
}

void judge_period(const Plan& plan, const Problem& problem, std::vector<Fault>& faults) {
  const VisitDays visits(plan, problem);
  for (std::uint32_t s = 0; s < problem.stops.size(); ++s) {
    judge_stop(visits.of_stop[s], problem.stops[s], s, faults);
  }
  for (std::uint32_t v = 0; v < problem.villages.size(); ++v) {
    judge_village(visits.of_village[v], visits.village_dwell[v], problem, v, faults);
  }
  judge_units(plan, problem, faults);
}

void sort(std::vector<Fault>& faults) {
  std::stable_sort(faults.begin(), faults.end(), [](const Fault& a, const Fault& b) {
    return std::tie(a.shift, a.stop, a.village) < std::tie(b.shift, b.stop, b.village);
  });
}

}  // namespace

std::vector<Fault> faults(const Plan& plan, const Problem& problem) {
  expect_sound(problem);
  const auto tours = static_cast<double>(plan.tours.size());
  const auto shifts = static_cast<double>(problem.shifts.size());
  if (tours != shifts) return {{"tours_count", {}, {}, {}, tours - shifts}};
  std::vector<Fault> found;
  bool all_known = true;
  for (std::uint32_t t = 0; t < plan.tours.size(); ++t) {
    name_unknown_stops(plan.tours[t], problem, t, found);
    const bool known = knows_its_stops(plan.tours[t], problem);
    if (known) judge_tour(plan.tours[t], problem, t, found);
    all_known = all_known && known;
  }
  judge_period(plan, problem, found);
  if (all_known) {
    const double apart = meters_apart(plan.score, total_worth(plan, problem));
    if (!(apart <= 0.0)) found.push_back({"wrong_score", {}, {}, {}, apart});
  }
  sort(found);
  return found;
}

double total_worth(const Plan& plan, const Problem& problem) {
  double total = 0.0;
  for (const Tour& tour : plan.tours) {
    for (const Visit& visit : tour.visits) {
      total += worth(problem.stops[visit.stop], visit.departure - visit.start);
    }
  }
  return total;
}

}  // namespace rawan::patrol
