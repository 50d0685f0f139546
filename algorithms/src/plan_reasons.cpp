#include "least_displaced.h"
#include "lone_visit.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/patrol_plan.h"
#include "visit_days.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace rawan::patrol {
namespace {

/// A plan as seen by a visit that is not in it.
class PlanView {
 public:
  PlanView(const Plan& plan, const Problem& of)
      : problem(of), visits(plan, of), unit_dwell_(of.units.size(), 0.0) {
    tours_.resize(plan.tours.size());
    for (std::size_t t = 0; t < plan.tours.size(); ++t) {
      for (const Visit& visit : plan.tours[t].visits) {
        const Stop& stop = problem.stops[visit.stop];
        unit_dwell_[problem.shifts[t].unit] += stay_of(visit);
        tours_[t].push_back(
            {visit.stop, worth(stop, visit.departure - visit.start), is_owed(visit.stop)});
      }
    }
  }

  std::span<const Keepsake> tour(std::uint32_t shift) const { return tours_[shift]; }

  /// Days missing to the required gap from other visits of the stop; 0 if it is kept.
  std::int32_t days_missing(const LoneVisit& visit) const {
    std::int32_t missing = 0;
    for (const DayOfVisit& other : visits.of_stop[visit.stop]) {
      const std::int32_t apart = std::abs(other.day - problem.shifts[visit.shift].day);
      missing = std::max(missing, problem.stops[visit.stop].min_gap_days - apart);
    }
    return missing;
  }

  bool village_is_full(std::uint32_t stop) const {
    const std::uint32_t v = problem.stops[stop].village;
    const Village& village = problem.villages[v];
    if (visits.of_village[v].size() >= village.max_visits) return true;
    const double dwell =
        visits.village_dwell[v] + static_cast<double>(problem.stops[stop].dwell.count());
    return village.max_dwell > Seconds(0) && dwell > static_cast<double>(village.max_dwell.count());
  }

  /// Seconds of dwell that the unit may not have any more; 0 if it may.
  double dwell_missing(const LoneVisit& visit) const {
    const std::uint32_t u = problem.shifts[visit.shift].unit;
    const Seconds most = problem.units[u].max_dwell;
    if (most == Seconds(0)) return 0.0;
    const double dwell =
        unit_dwell_[u] + static_cast<double>(problem.stops[visit.stop].dwell.count());
    return std::max(0.0, dwell - static_cast<double>(most.count()));
  }

  const Problem& problem;
  const VisitDays visits;

 private:
  bool is_owed(std::uint32_t stop) const {
    const std::uint32_t v = problem.stops[stop].village;
    return visits.of_stop[stop].size() <= problem.stops[stop].required ||
           visits.of_village[v].size() <= problem.villages[v].min_visits;
  }

  std::vector<std::vector<Keepsake>> tours_;
  std::vector<double> unit_dwell_;
};

struct Reason {
  UnservedReason code = UnservedReason::displaced;
  double number = 0.0;
  std::vector<std::uint32_t> rivals{};
};

/// What has to give way for the best of these visits.
Displaced least_of_all(const PlanView& plan, std::span<const LoneVisit> choices) {
  constexpr auto kAll = std::numeric_limits<std::uint32_t>::max();
  Displaced best{.cost = {.owed = kAll}, .stops = {}};
  for (const LoneVisit& visit : choices) {
    const auto found =
        least_displaced(plan.problem, visit.shift, plan.tour(visit.shift), visit.stop, best.cost);
    if (found && found->cost < best.cost) best = *found;
    if (best.cost == Displacement{}) break;
  }
  std::sort(best.stops.begin(), best.stops.end());
  return best;
}

bool has_room(const PlanView& plan, const LoneVisit& visit) {
  return plan.dwell_missing(visit) == 0.0 &&
         least_displaced(plan.problem, visit.shift, plan.tour(visit.shift), visit.stop, {});
}

/// The fewest days missing to the gap, if all shifts with room are too near.
std::optional<double> spacing_missing(const PlanView& plan, std::span<const LoneVisit> choices) {
  std::int32_t least = std::numeric_limits<std::int32_t>::max();
  bool far_enough = false;
  for (const LoneVisit& visit : choices) {
    const std::int32_t missing = plan.days_missing(visit);
    least = std::min(least, missing);
    far_enough = far_enough || missing == 0;
  }
  if (!far_enough) return least;
  const bool near = std::any_of(choices.begin(), choices.end(), [&](const LoneVisit& visit) {
    return plan.days_missing(visit) > 0;
  });
  if (!near) return {};
  std::optional<std::int32_t> least_with_room;
  for (const LoneVisit& visit : choices) {
    if (!has_room(plan, visit)) continue;
    const std::int32_t missing = plan.days_missing(visit);
    least_with_room = std::min(least_with_room.value_or(missing), missing);
  }
  if (!least_with_room || *least_with_room == 0) return {};
  return *least_with_room;
}

/// The reason among visits each of which would be possible alone.
Reason among_others(const PlanView& plan, std::vector<LoneVisit> choices) {
  if (const auto days = spacing_missing(plan, choices)) {
    return {.code = UnservedReason::spacing, .number = *days};
  }
  const auto village = plan.problem.stops[choices.front().stop].village;
  std::erase_if(choices, [&](const LoneVisit& v) { return plan.days_missing(v) > 0; });
  std::erase_if(choices, [&](const LoneVisit& v) { return plan.village_is_full(v.stop); });
  if (choices.empty()) {
    return {.code = UnservedReason::village_full,
            .number = static_cast<double>(plan.visits.of_village[village].size())};
  }
  double least = std::numeric_limits<double>::infinity();
  for (const LoneVisit& v : choices) least = std::min(least, plan.dwell_missing(v));
  if (least > 0.0) return {.code = UnservedReason::unit_full, .number = least};
  std::erase_if(choices, [&](const LoneVisit& v) { return plan.dwell_missing(v) > 0.0; });
  Displaced displaced = least_of_all(plan, choices);
  return {.number = displaced.cost.worth, .rivals = std::move(displaced.stops)};
}

Reason reason_for(const PlanView& plan, std::vector<LoneVisit> choices) {
  const Sifted alone = sift_possible_alone(plan.problem, std::move(choices));
  if (alone.possible.empty()) return {.code = alone.reason, .number = alone.number};
  return among_others(plan, alone.possible);
}

Reason reason_for_stop(const PlanView& plan, std::uint32_t stop) {
  std::vector<LoneVisit> choices;
  for (std::uint32_t t = 0; t < plan.problem.shifts.size(); ++t) choices.push_back({stop, t});
  return reason_for(plan, std::move(choices));
}

/// What a village is owed, and the days on which a visit would help.
struct VillageDebt {
  std::uint32_t visits = 0;
  std::vector<bool> helps;
};

VillageDebt debt_of(const PlanView& plan, std::uint32_t v) {
  const Village& village = plan.problem.villages[v];
  const std::vector<std::int32_t>& visits = plan.visits.of_village[v];
  const std::int32_t period = plan.problem.days;
  VillageDebt debt;
  debt.visits = static_cast<std::uint32_t>(visits_owed(visits, village, period));
  debt.helps.assign(static_cast<std::size_t>(period), visits.size() < village.min_visits);
  for (const Stretch& stretch : stretches_too_long(visits, village, period)) {
    for (std::int32_t day = std::max(0, stretch.after + 1); day < stretch.before; ++day) {
      debt.helps[static_cast<std::size_t>(day)] = true;
    }
  }
  return debt;
}

Reason reason_for_village(const PlanView& plan, std::uint32_t v, const VillageDebt& debt) {
  const Problem& problem = plan.problem;
  std::vector<LoneVisit> choices;
  bool has_stop = false;
  bool may_have_more = false;
  for (std::uint32_t s = 0; s < problem.stops.size(); ++s) {
    if (problem.stops[s].village != v) continue;
    has_stop = true;
    if (plan.visits.of_stop[s].size() >= problem.stops[s].max_visits) continue;
    may_have_more = true;
    for (std::uint32_t t = 0; t < problem.shifts.size(); ++t) {
      if (debt.helps[static_cast<std::size_t>(problem.shifts[t].day)]) choices.push_back({s, t});
    }
  }
  if (has_stop && !may_have_more) {
    return {.code = UnservedReason::village_full,
            .number = static_cast<double>(plan.visits.of_village[v].size())};
  }
  return reason_for(plan, std::move(choices));
}

/// Whose visits are missing, reasons still unknown.
std::vector<Unserved> short_of_duty(const PlanView& plan, std::vector<VillageDebt>& debts) {
  std::vector<Unserved> all;
  for (std::uint32_t s = 0; s < plan.problem.stops.size(); ++s) {
    const Stop& stop = plan.problem.stops[s];
    const auto visits = static_cast<std::uint32_t>(plan.visits.of_stop[s].size());
    const bool required = visits < stop.required;
    if (!required && (visits > 0 || stop.max_visits == 0)) continue;
    all.push_back({.stop = s,
                   .village = stop.village,
                   .missing_visits = required ? stop.required - visits : 1,
                   .required = required});
  }
  debts.assign(all.size(), {});
  for (std::uint32_t v = 0; v < plan.problem.villages.size(); ++v) {
    VillageDebt debt = debt_of(plan, v);
    if (debt.visits == 0) continue;
    all.push_back({.stop = {}, .village = v, .missing_visits = debt.visits, .required = true});
    debts.push_back(std::move(debt));
  }
  return all;
}

}  // namespace

std::vector<Unserved> explain(const Plan& plan, const Problem& problem) {
  expect_sound(problem);
  expects(plan.tours.size() == problem.shifts.size(), "a plan has one tour per shift");
  for (const Tour& tour : plan.tours) {
    for (const Visit& visit : tour.visits) {
      expects(visit.stop < problem.stops.size(), "a plan visits stops that exist");
    }
  }
  const PlanView view(plan, problem);
  std::vector<VillageDebt> debts;
  std::vector<Unserved> all = short_of_duty(view, debts);
  parallel_for(all.size(), [&](std::size_t k) {
    const Unserved& missing = all[k];
    Reason reason = missing.stop ? reason_for_stop(view, *missing.stop)
                                 : reason_for_village(view, missing.village, debts[k]);
    all[k].reason = reason.code;
    all[k].number = reason.number;
    all[k].rivals = std::move(reason.rivals);
  });
  return all;
}

}  // namespace rawan::patrol
