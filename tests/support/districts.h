#pragma once

#include "support/district_parts.h"
#include "support/random_patrols.h"
#include "support/random_plans.h"

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
