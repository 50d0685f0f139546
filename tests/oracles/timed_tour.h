#pragma once

#include "rawan/algorithms/patrol_plan.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace rawan::oracle {

/// The tour that visits stops in this order, everything as early as possible, its pause before
/// drive number `pause_at` (0: at the post); windows, break and shift close `grace` later.
inline std::optional<patrol::Tour> tour_with_pause_at(const patrol::Problem& problem,
                                                      std::uint32_t row,
                                                      const std::vector<std::uint32_t>& stops,
                                                      std::size_t pause_at, Seconds grace) {
  const patrol::Shift& shift = problem.shifts[row];
  const patrol::TravelMatrix& travel = problem.travel[shift.travel];
  patrol::Tour tour{.start = shift.start, .visits = {}, .pause = {}, .end = shift.start};
  if (stops.empty()) return tour;
  Seconds clock = shift.start;
  std::uint32_t place = shift.start_post;
  for (std::size_t k = 0; k <= stops.size(); ++k) {
    if (shift.pause && k == pause_at) {
      tour.pause = std::max(clock, shift.pause->earliest);
      if (*tour.pause > shift.pause->latest + grace) return {};
      clock = *tour.pause + shift.pause->length;
      if (k == 0) tour.start = clock;
    }
    const std::uint32_t next = k < stops.size() ? problem.stops[stops[k]].place : shift.end_post;
    if (travel.time(place, next) < 0) return {};
    clock += Seconds(travel.time(place, next));
    tour.meters += travel.distance(place, next);
    if (k == stops.size()) break;
    const patrol::Stop& stop = problem.stops[stops[k]];
    std::optional<Seconds> start;
    if (stop.windows.empty()) start = clock;
    for (const patrol::TimeWindow& window : stop.windows) {
      const Seconds begin = std::max(clock, window.open);
      if ((window.weekdays >> shift.weekday & 1) == 0 || begin > window.close + grace) continue;
      start = std::min(start.value_or(begin), begin);
    }
    if (!start) return {};
    tour.visits.push_back(
        {stops[k], clock, *start, *start + stop.dwell, travel.distance(place, next)});
    clock = *start + stop.dwell;
    place = next;
  }
  tour.end = clock;
  if (clock > shift.end + grace) return {};
  return tour;
}

/// The one that is home first, over all places of its pause. Meters are not looked at.
inline std::optional<patrol::Tour> timed_tour(const patrol::Problem& problem, std::uint32_t shift,
                                              const std::vector<std::uint32_t>& stops,
                                              Seconds grace = Seconds(0)) {
  std::optional<patrol::Tour> best;
  for (std::size_t pause_at = 0; pause_at <= stops.size(); ++pause_at) {
    const auto tour = tour_with_pause_at(problem, shift, stops, pause_at, grace);
    if (tour && (!best || tour->end < best->end)) best = tour;
  }
  return best;
}

inline bool has_meters(const patrol::Shift& shift, double meters) {
  return shift.max_meters == 0.0 || meters <= shift.max_meters * (1.0 + 1e-9);
}

/// timed_tour, if its meters are allowed.
inline std::optional<patrol::Tour> allowed_tour(const patrol::Problem& problem, std::uint32_t shift,
                                                const std::vector<std::uint32_t>& stops) {
  auto tour = timed_tour(problem, shift, stops);
  if (tour && !stops.empty() && !has_meters(problem.shifts[shift], tour->meters)) return {};
  return tour;
}

}  // namespace rawan::oracle
