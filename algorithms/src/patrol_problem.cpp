#include "rawan/algorithms/patrol_problem.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>

namespace rawan::patrol {
namespace {

bool is_amount(double value) {
  return std::isfinite(value) && value >= 0.0;
}

void expect_sound(const Stop& stop, const Problem& problem) {
  expects(stop.village < problem.villages.size(), "the village of a stop is in the table");
  expects(is_amount(stop.score), "a score is a number and not negative");
  expects(stop.dwell >= Seconds(0) && stop.full_dwell >= Seconds(0), "a dwell is not negative");
  expects(is_amount(stop.long_stay), "the share of a long stay is not negative");
  expects(stop.max_visits >= stop.required, "max_visits >= required");
  expects(stop.min_gap_days >= 0, "a gap between visits is not negative");
  for (const TimeWindow& window : stop.windows) {
    expects(window.open <= window.close, "a window opens before it closes");
  }
  for (const std::uint32_t unit : stop.units) {
    expects(unit < problem.units.size(), "the units of a stop are in the table");
  }
  for (const TravelMatrix& travel : problem.travel) {
    expects(stop.place < travel.places, "the place of a stop is in every matrix");
  }
}

void expect_sound(const Village& village) {
  expects(village.max_visits >= village.min_visits, "max_visits >= min_visits");
  expects(village.max_gap_days >= 0, "a gap between visits is not negative");
  expects(village.last_visit.value_or(-1) < 0, "the last visit was before the period");
  expects(village.max_dwell >= Seconds(0), "a limit of dwell is not negative");
}

void expect_sound(const Shift& shift, const Problem& problem) {
  expects(shift.unit < problem.units.size(), "the unit of a shift is in the table");
  expects(shift.day >= 0 && shift.day < problem.days, "a shift is in the period");
  expects(shift.weekday < 7, "a week has seven days");
  expects(shift.travel < problem.travel.size(), "the matrix of a shift is in the table");
  const std::size_t places = problem.travel[shift.travel].places;
  expects(shift.start_post < places && shift.end_post < places, "posts are in the matrix");
  expects(shift.start <= shift.end, "a shift starts before it ends");
  expects(is_amount(shift.max_meters), "a limit of meters is not negative");
  if (!shift.pause) return;
  expects(shift.pause->earliest <= shift.pause->latest, "a break has room to start");
  expects(shift.pause->length >= Seconds(0), "a break does not end before it starts");
}

void expect_sound(const TravelMatrix& travel) {
  const std::size_t legs = travel.places * travel.places;
  expects(travel.seconds.size() == legs && travel.meters.size() == legs,
          "a travel matrix has places x places values");
  for (std::size_t k = 0; k < legs; ++k) {
    expects(travel.seconds[k] < 0 || is_amount(travel.meters[k]),
            "meters of a way are a number and not negative");
  }
}

}  // namespace

std::optional<Seconds> earliest_start(const Stop& stop, std::uint8_t weekday, Seconds arrival) {
  if (stop.windows.empty()) return arrival;
  std::optional<Seconds> earliest;
  for (const TimeWindow& window : stop.windows) {
    if (((window.weekdays >> weekday) & 1) == 0) continue;
    const Seconds start = std::max(arrival, window.open);
    if (start <= window.close && (!earliest || start < *earliest)) earliest = start;
  }
  return earliest;
}

bool may_serve(const Stop& stop, std::uint32_t unit) {
  return stop.units.empty() ||
         std::find(stop.units.begin(), stop.units.end(), unit) != stop.units.end();
}

double worth(const Stop& stop, Seconds stay) {
  if (stay < stop.dwell) return 0.0;
  if (stop.full_dwell <= stop.dwell) return stop.score;
  const double share = static_cast<double>((stay - stop.dwell).count()) /
                       static_cast<double>((stop.full_dwell - stop.dwell).count());
  const double short_of_full = 1.0 - std::min(share, 1.0);
  return stop.score * (1.0 + stop.long_stay * (1.0 - short_of_full * short_of_full));
}

void expect_sound(const Problem& problem) {
  expects(problem.days >= 1, "a period has a day");
  for (const TravelMatrix& travel : problem.travel) expect_sound(travel);
  for (const Stop& stop : problem.stops) expect_sound(stop, problem);
  for (const Village& village : problem.villages) expect_sound(village);
  for (const Unit& unit : problem.units) {
    expects(unit.max_dwell >= Seconds(0), "a limit of dwell is not negative");
  }
  for (const Shift& shift : problem.shifts) expect_sound(shift, problem);
}

}  // namespace rawan::patrol
