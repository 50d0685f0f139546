#pragma once

#include "support/random_patrols.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace rawan::testing {

/// A district-shaped problem: units at posts, villages scattered over a plain with hills, stops
/// near villages, a shift per unit and day.
struct DistrictSize {
  std::size_t units = 3;
  std::int32_t days = 7;
  std::size_t stops = 60;
  std::size_t villages = 15;
  double width = 60'000.0;  ///< Meters.
};

/// 3 to 8 units, 7 to 14 shifts of each, 60 to 400 stops.
inline DistrictSize random_district_size(Stream& random) {
  const std::size_t stops = 60 + random.below(341);
  return {.units = 3 + random.below(6),
          .days = 7 + random_below(random, 8),
          .stops = stops,
          .villages = 5 + stops / (3 + random.below(4))};
}

namespace districts {

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

/// Makes duties of what a plan of its own does, so that all of them can be met together.
inline void plant_duties(patrol::Problem& problem, const patrol::Plan& plan, Stream& random) {
  std::vector<std::uint32_t> of_stop(problem.stops.size(), 0);
  std::vector<std::vector<std::int32_t>> days(problem.villages.size());
  for (std::size_t t = 0; t < plan.tours.size(); ++t) {
    for (const patrol::Visit& visit : plan.tours[t].visits) {
      ++of_stop[visit.stop];
      days[problem.stops[visit.stop].village].push_back(problem.shifts[t].day);
    }
  }
  for (std::size_t s = 0; s < problem.stops.size(); ++s) {
    if (of_stop[s] > 0 && random.below(4) == 0) problem.stops[s].required = of_stop[s];
  }
  for (std::size_t v = 0; v < problem.villages.size(); ++v) {
    patrol::Village& village = problem.villages[v];
    if (days[v].empty()) continue;
    const auto visits = static_cast<std::uint32_t>(days[v].size());
    if (random.below(2) == 0)
      village.min_visits = 1 + static_cast<std::uint32_t>(random.below(visits));
    if (random.below(4) == 0) village.max_visits = visits + 1;
    if (random.below(3) != 0) continue;
    std::sort(days[v].begin(), days[v].end());
    days[v].push_back(problem.days);
    std::int32_t before = -1;
    for (const std::int32_t day : days[v]) {
      village.max_gap_days = std::max(village.max_gap_days, day - before - 1);
      before = day;
    }
    village.max_gap_days = std::max(1, village.max_gap_days);
  }
}

/// A plan by putting random stops at the end of each tour as long as nothing is broken.
inline patrol::Plan hidden_plan(const patrol::Problem& problem, Stream& random) {
  patrol::Plan plan = empty_plan(problem);
  std::vector<std::vector<std::int32_t>> visited(problem.stops.size());
  for (std::uint32_t t = 0; t < problem.shifts.size(); ++t) {
    const patrol::Shift& shift = problem.shifts[t];
    std::vector<std::uint32_t> stops;
    for (int attempt = 0; attempt < 40 && stops.size() < 8; ++attempt) {
      const auto s = static_cast<std::uint32_t>(random.below(problem.stops.size()));
      const patrol::Stop& stop = problem.stops[s];
      const bool apart = std::all_of(visited[s].begin(), visited[s].end(), [&](std::int32_t day) {
        return std::abs(day - shift.day) >= stop.min_gap_days;
      });
      if (!apart || visited[s].size() >= stop.max_visits || !may_serve(stop, shift.unit)) continue;
      stops.push_back(s);
      const auto tour = oracle::allowed_tour(problem, t, stops);
      if (!tour) {
        stops.pop_back();
        continue;
      }
      plan.tours[t] = *tour;
      visited[s].push_back(shift.day);
    }
  }
  return plan;
}

}  // namespace districts

/// Every required visit, village duty and gap of it can be met by one plan that breaks no limit.
inline patrol::Problem district(const DistrictSize& size, std::uint64_t seed) {
  using namespace districts;
  Stream random(seed, 0);
  patrol::Problem problem;
  problem.days = size.days;
  problem.units.resize(size.units);
  problem.villages.resize(size.villages);
  const std::size_t posts = std::max<std::size_t>(1, size.units / 2);
  std::vector<Site> sites;
  for (std::size_t p = 0; p < posts; ++p) {
    sites.push_back(site_at(size.width * (0.25 + 0.5 * random.uniform()),
                            size.width * (0.25 + 0.5 * random.uniform())));
  }
  std::vector<Site> villages;
  for (std::size_t v = 0; v < size.villages; ++v) {
    villages.push_back(site_at(size.width * random.uniform(), size.width * random.uniform()));
  }
  for (std::size_t s = 0; s < size.stops; ++s) {
    const auto v = static_cast<std::uint32_t>(random.below(size.villages));
    sites.push_back(near(villages[v], 1'500.0, random));
    problem.stops.push_back(
        district_stop(static_cast<std::uint32_t>(posts + s), v, size.units, random));
  }
  problem.travel = {travel_between(sites, posts, 9.0, seed),
                    travel_between(sites, posts, 11.0, seed)};
  for (std::int32_t day = 0; day < size.days; ++day) {
    for (std::uint32_t unit = 0; unit < size.units; ++unit) {
      problem.shifts.push_back(district_shift(unit, day, static_cast<std::uint32_t>(posts), 2));
    }
  }
  sort_shifts(problem);
  plant_duties(problem, hidden_plan(problem, random), random);
  return problem;
}

}  // namespace rawan::testing
