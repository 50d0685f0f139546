#pragma once

#include "rawan/algorithms/patrol_problem.h"
#include "rawan/algorithms/random.h"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <vector>

namespace rawan::testing {

struct PatrolTableSize {
  std::size_t stops = 6;
  std::size_t units = 2;
  std::int32_t days = 2;
  bool village_duties = true;  ///< Least and largest numbers, gaps and dwell of villages.
};

inline std::int32_t random_below(Stream& random, std::int32_t n) {
  return static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(n)));
}

inline patrol::TravelMatrix wild_travel(std::size_t places, Stream& random) {
  patrol::TravelMatrix travel{.places = places, .seconds = {}, .meters = {}};
  for (std::size_t k = 0; k < places * places; ++k) {
    const bool same = k % places == k / places;
    const bool cut = !same && random.below(16) == 0;
    const std::int32_t seconds = same ? 0 : random_below(random, 3600);
    travel.seconds.push_back(cut ? -1 : seconds);
    travel.meters.push_back(10.0 * seconds);
  }
  return travel;
}

inline patrol::Stop wild_stop(const PatrolTableSize& size, std::size_t s, Stream& random) {
  patrol::Stop stop{.place = static_cast<std::uint32_t>(size.units + s),
                    .village = static_cast<std::uint32_t>(random.below(2)),
                    .score = 0.5 * static_cast<double>(1 + random.below(20)),
                    .dwell = Seconds(60 * random_below(random, 40))};
  for (std::uint64_t w = random.below(4); w > 1; --w) {
    const std::int32_t open = 3600 * 7 + random_below(random, 3600 * 6);
    stop.windows.push_back({Seconds(open), Seconds(open + random_below(random, 3600 * 3)),
                            static_cast<std::uint8_t>(1 + random.below(127))});
  }
  stop.max_visits = random.below(4) == 0 ? 2 : 1;
  if (stop.max_visits == 2) stop.min_gap_days = random_below(random, 3);
  if (random.below(4) == 0) {
    stop.required = 1 + static_cast<std::uint32_t>(random.below(stop.max_visits));
  }
  if (random.below(5) == 0) {
    stop.units = {static_cast<std::uint32_t>(random.below(size.units))};
  }
  return stop;
}

inline patrol::Village wild_village(const PatrolTableSize& size, Stream& random) {
  patrol::Village village;
  if (!size.village_duties) return village;
  if (random.below(2) == 0) village.min_visits = static_cast<std::uint32_t>(random.below(4));
  if (random.below(3) == 0) {
    village.max_visits = village.min_visits + static_cast<std::uint32_t>(random.below(3));
  }
  if (random.below(4) == 0) village.max_gap_days = 1 + random_below(random, 2);
  if (random.below(3) == 0) village.last_visit = -1 - random_below(random, 2);
  if (random.below(4) == 0) village.max_dwell = Seconds(60 * (20 + random_below(random, 60)));
  return village;
}

inline patrol::Shift wild_shift(std::uint32_t unit, std::int32_t day, const PatrolTableSize& size,
                                Stream& random) {
  const std::int32_t start = 3600 * (7 + random_below(random, 3));
  patrol::Shift shift{.unit = unit,
                      .day = day,
                      .weekday = static_cast<std::uint8_t>(day % 7),
                      .start_post = unit,
                      .end_post = static_cast<std::uint32_t>(random.below(size.units)),
                      .start = Seconds(start),
                      .end = Seconds(start + 3600 * (1 + random_below(random, 5)))};
  if (random.below(3) == 0) {
    const std::int32_t open = start + random_below(random, 7200);
    shift.pause = patrol::Break{Seconds(open), Seconds(open + random_below(random, 5400)),
                                Seconds(60 * random_below(random, 40))};
  }
  if (random.below(3) == 0) shift.max_meters = 10.0 * random_below(random, 15'000) + 1.0;
  return shift;
}

inline void sort_shifts(patrol::Problem& problem) {
  std::stable_sort(problem.shifts.begin(), problem.shifts.end(),
                   [](const patrol::Shift& a, const patrol::Shift& b) {
                     return std::tie(a.day, a.start, a.unit) < std::tie(b.day, b.start, b.unit);
                   });
}

/// Anything goes: one-way gaps, detours that are shorter, windows that overlap or lie outside,
/// duties that cannot be met. Small enough for trying everything.
inline patrol::Problem wild_patrol(const PatrolTableSize& size, Stream& random) {
  patrol::Problem problem;
  problem.days = size.days;
  problem.travel = {wild_travel(size.units + size.stops, random)};
  for (std::size_t v = 0; v < 2; ++v) problem.villages.push_back(wild_village(size, random));
  for (std::size_t s = 0; s < size.stops; ++s) {
    problem.stops.push_back(wild_stop(size, s, random));
  }
  for (std::size_t u = 0; u < size.units; ++u) {
    const bool limited = size.village_duties && random.below(4) == 0;
    problem.units.push_back(
        {.max_dwell = Seconds(limited ? 60 * (20 + random_below(random, 60)) : 0)});
  }
  for (std::int32_t day = 0; day < size.days; ++day) {
    for (std::uint32_t unit = 0; unit < size.units; ++unit) {
      if (random.below(8) == 0) continue;
      problem.shifts.push_back(wild_shift(unit, day, size, random));
    }
  }
  sort_shifts(problem);
  return problem;
}

}  // namespace rawan::testing
