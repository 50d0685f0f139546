#include "rawan/algorithms/dosage.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <map>
#include <utility>

namespace rawan::patrol {
namespace {

std::uint8_t bit_of(std::uint8_t weekday) {
  return static_cast<std::uint8_t>(1U << weekday);
}

std::uint8_t weekdays_of(const Watch& watch) {
  std::uint8_t weekdays = 0;
  for (const std::uint8_t weekday : watch.weekdays) {
    weekdays = static_cast<std::uint8_t>(weekdays | bit_of(weekday));
  }
  return weekdays;
}

/// A window says a weekday, not a day: a shift that could serve the stop in these hours of such a
/// weekday must be on a day of the watch.
bool is_weekly(const Watch& watch, const Stop& stop, const Problem& problem) {
  const std::uint8_t weekdays = weekdays_of(watch);
  return std::all_of(problem.shifts.begin(), problem.shifts.end(), [&](const Shift& shift) {
    return (weekdays & bit_of(shift.weekday)) == 0 || shift.end <= watch.start ||
           shift.start >= watch.end || !may_serve(stop, shift.unit) ||
           std::binary_search(watch.days.begin(), watch.days.end(), shift.day);
  });
}

/// What the windows of a stop leave of the starts from `open` to `close`.
std::vector<TimeWindow> cut(const Stop& stop, const TimeWindow& slot) {
  if (stop.windows.empty()) return {slot};
  std::vector<TimeWindow> windows;
  for (const TimeWindow& window : stop.windows) {
    const TimeWindow both{std::max(window.open, slot.open), std::min(window.close, slot.close),
                          static_cast<std::uint8_t>(window.weekdays & slot.weekdays)};
    if (both.open <= both.close && both.weekdays != 0) windows.push_back(both);
  }
  return windows;
}

std::uint32_t days_due(const std::vector<TimeWindow>& windows, const Watch& watch) {
  const auto due =
      std::count_if(watch.weekdays.begin(), watch.weekdays.end(), [&](std::uint8_t weekday) {
        return std::any_of(windows.begin(), windows.end(), [&](const TimeWindow& window) {
          return (window.weekdays & bit_of(weekday)) != 0;
        });
      });
  return static_cast<std::uint32_t>(due);
}

}  // namespace

std::int64_t visits_per_watch(Seconds watch, Seconds revisit) {
  expects(watch >= Seconds(0) && revisit > Seconds(0), "a revisit interval is positive");
  return (std::int64_t{watch.count()} + revisit.count() - 1) / revisit.count();
}

DosageNeed dosage_need(Seconds watch, double available_seconds,
                       std::span<const DosedPlace> places) {
  DosageNeed need;
  for (const DosedPlace& place : places) {
    const std::int64_t visits = visits_per_watch(watch, place.revisit);
    need.visits += visits;
    need.on_site += static_cast<double>(visits) * static_cast<double>(place.dwell.count());
  }
  need.left_for_travel = available_seconds - need.on_site;
  if (need.visits > 0) {
    need.travel_per_visit = std::max(0.0, need.left_for_travel) / static_cast<double>(need.visits);
  }
  return need;
}

bool dosage_fits(const DosageNeed& need, double travel_seconds) {
  return travel_seconds <= need.left_for_travel;
}

std::vector<Watch> watches_of(const Problem& problem, const Stop& stop) {
  std::map<std::pair<Seconds, Seconds>, std::map<std::int32_t, std::uint8_t>> days_of;
  for (const Shift& shift : problem.shifts) {
    if (may_serve(stop, shift.unit)) days_of[{shift.start, shift.end}][shift.day] = shift.weekday;
  }
  std::vector<Watch> watches;
  for (const auto& [hours, days] : days_of) {
    watches.push_back({.start = hours.first, .end = hours.second});
    for (const auto& [day, weekday] : days) {
      watches.back().days.push_back(day);
      watches.back().weekdays.push_back(weekday);
    }
  }
  return watches;
}

std::vector<Stop> slots_for_revisit(const Stop& stop, const Watch& watch, Seconds revisit,
                                    const Problem& problem) {
  expects(watch.days.size() == watch.weekdays.size(), "each day of a watch has a weekday");
  expects(is_weekly(watch, stop, problem), "a watch recurs on all days of its weekdays");
  std::vector<Stop> slots;
  const std::int64_t visits = visits_per_watch(watch.end - watch.start, revisit);
  for (std::int64_t i = 0; i < visits; ++i) {
    const Seconds open = watch.start + static_cast<std::int32_t>(i) * revisit;
    const Seconds close = std::min(open + revisit, watch.end) - Seconds(1);
    Stop slot = stop;
    slot.windows = cut(stop, {open, close, weekdays_of(watch)});
    const std::uint32_t due = days_due(slot.windows, watch);
    if (due == 0) continue;
    slot.required = stop.required > 0 ? due : 0;
    slot.max_visits = due;
    slot.min_gap_days = 1;
    slots.push_back(std::move(slot));
  }
  return slots;
}

}  // namespace rawan::patrol
