#pragma once

#include "rawan/algorithms/orienteering.h"
#include "rawan/algorithms/random.h"

#include <cmath>
#include <cstdint>
#include <vector>

namespace rawan::testing {

/// Places on a line, given in minutes of travel from the origin; 1 minute is 500 meters.
inline TravelMatrix on_a_line(const std::vector<std::int32_t>& minutes) {
  TravelMatrix travel{.places = minutes.size(), .seconds = {}, .meters = {}};
  for (const std::int32_t from : minutes) {
    for (const std::int32_t to : minutes) {
      const std::int32_t apart = std::abs(from - to);
      travel.seconds.push_back(60 * apart);
      travel.meters.push_back(500.0 * apart);
    }
  }
  return travel;
}

struct PatrolSize {
  std::size_t stops = 8;
  std::size_t units = 2;
  std::int32_t days = 3;
  std::int32_t travel_minutes = 60;  ///< Of the longest leg.
};

/// Anything goes: one-way gaps, detours that are shorter, windows that overlap or lie outside.
inline PatrolProblem random_patrol(const PatrolSize& size, Stream& random) {
  PatrolProblem problem;
  const std::size_t places = size.units + size.stops;
  problem.travel.places = places;
  const auto longest = static_cast<std::uint64_t>(60 * size.travel_minutes);
  for (std::size_t k = 0; k < places * places; ++k) {
    const bool same = k % places == k / places;
    const bool cut = !same && random.below(20) == 0;
    const auto seconds = static_cast<std::int32_t>(random.below(longest));
    problem.travel.seconds.push_back(cut ? -1 : (same ? 0 : seconds));
    problem.travel.meters.push_back(cut || same ? 0.0 : 10.0 * seconds * random.uniform());
  }
  for (std::size_t s = 0; s < size.stops; ++s) {
    Stop stop{.place = static_cast<std::uint32_t>(size.units + s)};
    stop.score = static_cast<double>(random.below(10));
    stop.dwell = Seconds(static_cast<std::int32_t>(random.below(1800)));
    stop.min_visits = random.below(3) == 0 ? static_cast<std::uint32_t>(random.below(4)) : 0;
    stop.max_visits = stop.min_visits + static_cast<std::uint32_t>(random.below(2)) +
                      (stop.min_visits == 0 ? 1U : 0U);
    for (std::uint64_t w = random.below(4); w > 1; --w) {
      const auto open = static_cast<std::int32_t>(random.below(100000));
      stop.windows.push_back(
          {Seconds(open), Seconds(open + static_cast<std::int32_t>(random.below(30000)))});
    }
    if (random.below(5) == 0) stop.units = {static_cast<std::uint32_t>(random.below(size.units))};
    problem.stops.push_back(stop);
  }
  for (std::int32_t day = 0; day < size.days; ++day) {
    for (std::uint32_t unit = 0; unit < size.units; ++unit) {
      const auto start = static_cast<std::int32_t>(3600 * random.below(20));
      problem.shifts.push_back({.unit = unit,
                                .day = day,
                                .post = unit,
                                .start = Seconds(start),
                                .end = Seconds(start + 3600 * 8),
                                .max_meters = random.below(3) == 0 ? 60000.0 : 0.0,
                                .speed = 0.5 + random.uniform()});
    }
  }
  return problem;
}

}  // namespace rawan::testing
