#include "shift_clock.h"

#include <algorithm>

namespace rawan::patrol {

ShiftClock::ShiftClock(const Problem& problem, std::uint32_t shift, Seconds grace)
    : shift_(&problem.shifts[shift]),
      travel_(&problem.travel[shift_->travel]),
      grace_(grace.count()),
      place_(shift_->start_post),
      before_(shift_->start.count()) {
  pause_here();
}

void ShiftClock::pause_here() {
  if (!shift_->pause || before_ == kNever) return;
  const std::int64_t begin = std::max<std::int64_t>(before_, shift_->pause->earliest.count());
  if (begin > shift_->pause->latest.count() + grace_) return;
  after_ = std::min(after_, begin + shift_->pause->length.count());
}

std::int64_t ShiftClock::served(const Stop& stop, std::int64_t clock, std::int32_t travel) const {
  if (clock == kNever) return kNever;
  const std::int64_t arrival = clock + travel;
  std::int64_t start = stop.windows.empty() ? arrival : kNever;
  for (const TimeWindow& window : stop.windows) {
    if (((window.weekdays >> shift_->weekday) & 1) == 0) continue;
    const std::int64_t earliest = std::max<std::int64_t>(arrival, window.open.count());
    if (earliest <= window.close.count() + grace_) start = std::min(start, earliest);
  }
  return start == kNever ? kNever : start + stop.dwell.count();
}

void ShiftClock::serve(const Stop& stop) {
  const std::int32_t travel = travel_->time(place_, stop.place);
  before_ = travel < 0 ? kNever : served(stop, before_, travel);
  after_ = travel < 0 ? kNever : served(stop, after_, travel);
  place_ = stop.place;
  pause_here();
}

bool ShiftClock::comes_home() const {
  const std::int32_t travel = travel_->time(place_, shift_->end_post);
  const std::int64_t ready = shift_->pause ? after_ : before_;
  return travel >= 0 && ready != kNever && ready + travel <= shift_->end.count() + grace_;
}

bool has_time_for(const Problem& problem, std::uint32_t shift, std::span<const std::uint32_t> stops,
                  Seconds grace) {
  ShiftClock clock(problem, shift, grace);
  for (const std::uint32_t s : stops) {
    clock.serve(problem.stops[s]);
    if (!clock.alive()) return false;
  }
  return clock.comes_home();
}

std::optional<Seconds> time_missing(const Problem& problem, std::uint32_t shift,
                                    std::span<const std::uint32_t> stops) {
  // More than any shift or window lasts: what this much does not mend, no time does.
  constexpr std::int32_t kMost = 1 << 26;
  if (!has_time_for(problem, shift, stops, Seconds(kMost))) return {};
  std::int32_t low = 0;
  std::int32_t high = kMost;
  while (low < high) {
    const std::int32_t middle = low + (high - low) / 2;
    if (has_time_for(problem, shift, stops, Seconds(middle))) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return Seconds(low);
}

double meters_of(const Problem& problem, std::uint32_t shift,
                 std::span<const std::uint32_t> stops) {
  const Shift& row = problem.shifts[shift];
  const TravelMatrix& travel = problem.travel[row.travel];
  double meters = 0.0;
  std::uint32_t place = row.start_post;
  for (const std::uint32_t s : stops) {
    meters += travel.distance(place, problem.stops[s].place);
    place = problem.stops[s].place;
  }
  return meters + travel.distance(place, row.end_post);
}

double meters_missing(const Shift& shift, double meters) {
  if (shift.max_meters == 0.0) return 0.0;
  const double missing = meters - shift.max_meters;
  return missing <= 1e-9 * std::max(1.0, shift.max_meters) ? 0.0 : missing;
}

}  // namespace rawan::patrol
