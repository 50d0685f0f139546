#include "lone_visit.h"

#include "shift_clock.h"

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

namespace rawan::patrol {
namespace {

bool has_unit(const Problem& problem, const LoneVisit& visit) {
  return may_serve(problem.stops[visit.stop], problem.shifts[visit.shift].unit);
}

bool is_reachable(const Problem& problem, const LoneVisit& visit) {
  const Shift& shift = problem.shifts[visit.shift];
  const TravelMatrix& travel = problem.travel[shift.travel];
  const std::uint32_t place = problem.stops[visit.stop].place;
  return travel.time(shift.start_post, place) >= 0 && travel.time(place, shift.end_post) >= 0;
}

bool touches_a_window(const Problem& problem, const LoneVisit& visit) {
  const Shift& shift = problem.shifts[visit.shift];
  const Stop& stop = problem.stops[visit.stop];
  if (stop.windows.empty()) return true;
  return std::any_of(stop.windows.begin(), stop.windows.end(), [&](const TimeWindow& window) {
    return ((window.weekdays >> shift.weekday) & 1) != 0 && window.open <= shift.end &&
           window.close >= shift.start;
  });
}

double seconds_missing(const Problem& problem, const LoneVisit& visit) {
  const auto missing = time_missing(problem, visit.shift, std::span(&visit.stop, 1));
  if (!missing) return std::numeric_limits<double>::infinity();
  return static_cast<double>(missing->count());
}

bool has_time(const Problem& problem, const LoneVisit& visit) {
  return has_time_for(problem, visit.shift, std::span(&visit.stop, 1));
}

double too_many_meters(const Problem& problem, const LoneVisit& visit) {
  return meters_missing(problem.shifts[visit.shift],
                        meters_of(problem, visit.shift, std::span(&visit.stop, 1)));
}

template <class Missing>
double least(const Problem& problem, const std::vector<LoneVisit>& visits, Missing missing) {
  double least = std::numeric_limits<double>::infinity();
  for (const LoneVisit& visit : visits) least = std::min(least, missing(problem, visit));
  return least;
}

}  // namespace

Sifted sift_possible_alone(const Problem& problem, std::vector<LoneVisit> visits) {
  const auto keep_if = [&](auto holds) {
    std::vector<LoneVisit> kept;
    for (const LoneVisit& visit : visits) {
      if (holds(problem, visit)) kept.push_back(visit);
    }
    std::swap(kept, visits);
    return kept;  // What there was before.
  };
  keep_if(has_unit);
  if (visits.empty()) return {.possible = {}, .reason = UnservedReason::no_unit};
  keep_if(is_reachable);
  if (visits.empty()) return {.possible = {}, .reason = UnservedReason::unreachable};
  keep_if(touches_a_window);
  if (visits.empty()) return {.possible = {}, .reason = UnservedReason::window};
  const auto touched = keep_if(has_time);
  if (visits.empty()) {
    return {.possible = {},
            .reason = UnservedReason::too_far,
            .number = least(problem, touched, seconds_missing)};
  }
  const auto timely = keep_if(
      [](const Problem& p, const LoneVisit& visit) { return too_many_meters(p, visit) == 0.0; });
  if (visits.empty()) {
    return {.possible = {},
            .reason = UnservedReason::too_long,
            .number = least(problem, timely, too_many_meters)};
  }
  return {.possible = std::move(visits)};
}

bool is_thinkable(const Problem& problem, const LoneVisit& visit) {
  return has_unit(problem, visit) && is_reachable(problem, visit) &&
         touches_a_window(problem, visit);
}

}  // namespace rawan::patrol
