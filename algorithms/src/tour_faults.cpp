#include "tour_faults.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace rawan::patrol {
namespace {

/// Later minus earlier; in double, since a plan of any origin may hold any time.
double seconds(Seconds earlier, Seconds later) {
  return static_cast<double>(later.count()) - static_cast<double>(earlier.count());
}

/// Seconds that [from, to] and the pause have in common.
double paused_between(const Tour& tour, const Shift& shift, Seconds from, Seconds to) {
  if (!tour.pause || !shift.pause) return 0.0;
  const double begin = std::max(seconds(Seconds(0), from), seconds(Seconds(0), *tour.pause));
  const double end = std::min(seconds(Seconds(0), to), seconds(-shift.pause->length, *tour.pause));
  return std::max(0.0, end - begin);
}

/// Seconds to the nearest start that is allowed on the day; nothing: closed that day.
std::optional<double> outside_windows(const Stop& stop, std::uint8_t weekday, Seconds start) {
  if (stop.windows.empty()) return 0.0;
  std::optional<double> nearest;
  for (const TimeWindow& window : stop.windows) {
    if (((window.weekdays >> weekday) & 1) == 0) continue;
    const double apart = std::max({0.0, seconds(start, window.open), seconds(window.close, start)});
    nearest = std::min(nearest.value_or(apart), apart);
  }
  return nearest;
}

/// Days to the nearest weekday on which the stop is open at all, 7 if there is none.
int days_to_open(const Stop& stop, std::uint8_t weekday) {
  int nearest = 7;
  for (int day = 0; day < 7; ++day) {
    const bool open =
        std::any_of(stop.windows.begin(), stop.windows.end(),
                    [&](const TimeWindow& window) { return ((window.weekdays >> day) & 1) != 0; });
    const int apart = std::abs(day - int{weekday});
    if (open) nearest = std::min({nearest, apart, 7 - apart});
  }
  return nearest;
}

class TourJudge {
 public:
  TourJudge(const Tour& tour, const Problem& problem, std::uint32_t shift,
            std::vector<Fault>& faults)
      : tour_(tour), problem_(problem), row_(shift), faults_(faults) {}

  void judge() {
    if (tour_.visits.empty()) {
      judge_empty();
      return;
    }
    over(seconds(tour_.start, shift_.start), "starts_too_early");
    judge_pause();
    for (const Visit& visit : tour_.visits) judge_visit(visit);
    drive(shift_.end_post, tour_.end, "returns_too_early", {});
    over(seconds(shift_.end, tour_.end), "shift_overrun");
    over(meters_apart(tour_.meters, meters_), "wrong_meters");
    if (shift_.max_meters > 0.0 && meters_apart(meters_, shift_.max_meters) > 0.0) {
      over(meters_ - shift_.max_meters, "too_many_meters");
    }
  }

 private:
  void add(const char* code, double number, std::optional<std::uint32_t> stop = {}) {
    faults_.push_back({.code = code, .shift = row_, .stop = stop, .village = {}, .number = number});
  }

  void over(double number, const char* code, std::optional<std::uint32_t> stop = {}) {
    if (!(number <= 0.0)) add(code, number, stop);
  }

  void judge_empty() {
    const double moved =
        std::abs(seconds(shift_.start, tour_.start)) + std::abs(seconds(shift_.start, tour_.end));
    if (moved > 0.0 || tour_.pause || meters_apart(tour_.meters, 0.0) > 0.0) {
      add("empty_tour_moves", moved);
    }
  }

  void judge_pause() {
    if (!shift_.pause) {
      if (tour_.pause) add("pause_unasked", 0.0);
      return;
    }
    const Break& pause = *shift_.pause;
    if (!tour_.pause) {
      add("pause_missing", seconds(Seconds(0), pause.length));
      return;
    }
    over(seconds(*tour_.pause, pause.earliest), "pause_too_early");
    over(seconds(pause.latest, *tour_.pause), "pause_too_late");
    over(std::max(seconds(*tour_.pause, shift_.start),
                  seconds(shift_.end - pause.length, *tour_.pause)),
         "pause_outside_shift");
  }

  void judge_visit(const Visit& visit) {
    const Stop& stop = problem_.stops[visit.stop];
    const double before = meters_;
    drive(stop.place, visit.arrival, "arrives_too_early", visit.stop);
    over(meters_apart(visit.meters, meters_ - before), "wrong_meters", visit.stop);
    over(seconds(visit.start, visit.arrival), "starts_before_arrival", visit.stop);
    over(seconds(Seconds(0), stop.dwell) - seconds(visit.start, visit.departure), "dwell_too_short",
         visit.stop);
    over(paused_between(tour_, shift_, visit.start, visit.departure), "pause_overlaps_visit",
         visit.stop);
    if (!may_serve(stop, shift_.unit)) add("wrong_unit", 0.0, visit.stop);
    const auto outside = outside_windows(stop, shift_.weekday, visit.start);
    if (!outside) {
      add("closed_that_day", days_to_open(stop, shift_.weekday), visit.stop);
    } else {
      over(*outside, "outside_window", visit.stop);
    }
    since_ = visit.departure;
  }

  /// The next leg: to `place`, said to be over at `there`.
  void drive(std::uint32_t place, Seconds there, const char* code,
             std::optional<std::uint32_t> stop) {
    const std::int32_t time = travel_.time(place_, place);
    if (time < 0) {
      add("unreachable", 0.0, stop);
    } else {
      const double driven = seconds(since_, there) - paused_between(tour_, shift_, since_, there);
      over(static_cast<double>(time) - driven, code, stop);
      meters_ += travel_.distance(place_, place);
    }
    place_ = place;
  }

  const Tour& tour_;
  const Problem& problem_;
  std::uint32_t row_;
  std::vector<Fault>& faults_;
  const Shift& shift_ = problem_.shifts[row_];
  const TravelMatrix& travel_ = problem_.travel[shift_.travel];
  std::uint32_t place_ = shift_.start_post;
  Seconds since_ = tour_.start;
  double meters_ = 0.0;
};

}  // namespace

double meters_apart(double a, double b) {
  const double apart = std::abs(a - b);
  return apart <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)}) ? 0.0 : apart;
}

void judge_tour(const Tour& tour, const Problem& problem, std::uint32_t shift,
                std::vector<Fault>& faults) {
  TourJudge(tour, problem, shift, faults).judge();
}

}  // namespace rawan::patrol
