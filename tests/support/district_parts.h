#pragma once

#include "rawan/algorithms/patrol_problem.h"
#include "rawan/algorithms/random.h"
#include "support/random_patrols.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

/// Places, roads, stops and shifts of districts.h.
namespace rawan::testing::districts {

struct Site {
  double x = 0.0;
  double y = 0.0;
  double height = 0.0;  ///< What makes one direction slower than the other.
};

inline Site site_at(double x, double y) {
  return {x, y, 200.0 * (1.0 + std::sin(x / 9'000.0)) * (1.0 + std::cos(y / 7'000.0))};
}

inline Site near(const Site& center, double radius, Stream& random) {
  return site_at(center.x + radius * random.normal(), center.y + radius * random.normal());
}

/// Meters by winding roads, times by speed and climb; a share of the places is cut off, another
/// can be reached but not left.
inline patrol::TravelMatrix travel_between(const std::vector<Site>& sites, std::size_t posts,
                                           double speed, std::uint64_t seed) {
  Stream random(seed, 1);
  const std::size_t n = sites.size();
  std::vector<double> winding(n);
  std::vector<bool> cut_off(n, false);
  std::vector<bool> one_way(n, false);
  for (std::size_t k = 0; k < n; ++k) {
    winding[k] = 0.6 + 0.2 * random.uniform();
    cut_off[k] = k >= posts && random.below(50) == 0;
    one_way[k] = k >= posts && random.below(100) == 0;
  }
  patrol::TravelMatrix travel{.places = n, .seconds = {}, .meters = {}};
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = 0; b < n; ++b) {
      const double straight = std::hypot(sites[a].x - sites[b].x, sites[a].y - sites[b].y);
      const double meters = straight * (winding[a] + winding[b]);
      const double climb = std::max(0.0, sites[b].height - sites[a].height);
      const auto seconds = static_cast<std::int32_t>(std::ceil(meters / speed + 0.5 * climb));
      const bool way = a == b || !(cut_off[a] || cut_off[b] || one_way[a]);
      travel.seconds.push_back(way ? seconds : -1);
      travel.meters.push_back(way ? meters : 0.0);
    }
  }
  return travel;
}

/// Evening on workdays, later at weekends, mornings of some days, or any time.
inline std::vector<patrol::TimeWindow> hours_of_risk(Stream& random) {
  const std::int32_t evening = 16 + random_below(random, 5);
  const Seconds open(3600 * evening);
  switch (random.below(4)) {
    case 0:
      return {};
    case 1:
      return {{open, open + Seconds(3 * 3600), 0x1f}, {open, open + Seconds(5 * 3600), 0x60}};
    case 2:
      return {{Seconds(6 * 3600), Seconds(9 * 3600), 0x1f},
              {open, open + Seconds(4 * 3600)},
              {Seconds(23 * 3600), Seconds(27 * 3600), 0x60}};
    default:
      return {{Seconds(8 * 3600), Seconds(15 * 3600), 0x3f}, {open, open + Seconds(7200)}};
  }
}

inline patrol::Stop district_stop(std::uint32_t place, std::uint32_t village, std::size_t units,
                                  Stream& random) {
  patrol::Stop stop{.place = place, .village = village};
  stop.score = 0.5 * static_cast<double>(1 + random.below(20));
  const bool dialogue = random.below(4) == 0;
  stop.dwell = Seconds(60 * (dialogue ? 20 : 10));
  stop.full_dwell = Seconds(60 * (dialogue ? 20 : 16));
  stop.long_stay = dialogue ? 0.0 : 0.25;
  stop.windows = hours_of_risk(random);
  stop.max_visits = random.below(3) == 0 ? 2 + static_cast<std::uint32_t>(random.below(2)) : 1;
  stop.min_gap_days = 1 + random_below(random, 3);
  if (random.below(6) != 0) return stop;
  const auto excluded = static_cast<std::uint32_t>(random.below(units));
  for (std::uint32_t unit = 0; unit < units; ++unit) {
    if (unit != excluded) stop.units.push_back(unit);
  }
  return stop;
}

/// Three shifts of eight hours that rotate; a break in the middle of two of them.
inline patrol::Shift district_shift(std::uint32_t unit, std::int32_t day, std::uint32_t posts,
                                    std::uint32_t vehicles) {
  const std::int32_t turn = (day / 2 + static_cast<std::int32_t>(unit)) % 3;
  const Seconds start(3600 * (7 + 8 * turn));
  patrol::Shift shift{.unit = unit,
                      .day = day,
                      .weekday = static_cast<std::uint8_t>(day % 7),
                      .start_post = unit % posts,
                      .end_post = unit % posts,
                      .start = start,
                      .end = start + Seconds(8 * 3600),
                      .travel = unit % vehicles};
  if (turn < 2) {
    shift.pause =
        patrol::Break{start + Seconds(3 * 3600), start + Seconds(5 * 3600), Seconds(1800)};
  }
  if (unit % 3 == 2) shift.max_meters = 90'000.0;
  return shift;
}

}  // namespace rawan::testing::districts
