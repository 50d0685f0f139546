#include "patrol_insertion.h"

#include "patrol_detours.h"
#include "patrol_packing.h"
#include "patrol_solution.h"
#include "rawan/algorithms/random.h"
#include "support/random_patrols.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace rawan::patrol {
namespace {

/// Tries every place by measuring the longer route: what best_insertion() finds from two legs.
Insertion insertion_by_measuring(const Model& model, const Route& route, std::uint32_t stop) {
  Insertion best;
  for (std::uint32_t at = 1; at < route.nodes.size(); ++at) {
    Route longer = route;
    longer.nodes.insert(longer.nodes.begin() + at, stop);
    if (measure(model, longer)) best.offer(static_cast<Time>(longer.travel - route.travel), at);
  }
  return best;
}

void expect_equal(const Insertion& a, const Insertion& b) {
  EXPECT_EQ(a.detour, b.detour);
  EXPECT_EQ(a.second_detour, b.second_detour);
  EXPECT_EQ(a.at, b.at);
  EXPECT_EQ(a.second_at, b.second_at);
}

/// Fills the tours of a problem at random and asks for every stop and tour on the way.
template <class Check>
void on_growing_tours(const Model& model, Stream& random, Check&& check) {
  Solution solution(model);
  for (std::uint32_t shift = 0; shift < model.shifts.size(); ++shift) {
    for (int k = 0; k < 12; ++k) {
      check(solution.routes()[shift]);
      const auto stop = static_cast<std::uint32_t>(random.below(model.stops.size()));
      if (!solution.may_visit(stop, shift)) continue;
      const Insertion place = best_insertion(model, solution.routes()[shift], stop);
      if (place.detour == kNoDetour) continue;
      const bool second = place.second_detour != kNoDetour && random.below(2) == 0;
      solution.insert(stop, shift, second ? place.second_at : place.at);
    }
  }
}

TEST(PatrolInsertion, AgreesWithMeasuringTheLongerTour) {
  Stream random(1, 2);
  std::size_t possible = 0;
  for (int k = 0; k < 300; ++k) {
    const Problem problem = testing::wild_patrol({.stops = 12}, random);
    const Model model = model_of(problem);
    on_growing_tours(model, random, [&](const Route& route) {
      for (std::uint32_t s = 0; s < model.stops.size(); ++s) {
        if (!model.allows(s, route.shift)) continue;
        const Insertion place = best_insertion(model, route, s);
        expect_equal(place, insertion_by_measuring(model, route, s));
        possible += place.detour == kNoDetour ? 0 : 1;
      }
    });
  }
  EXPECT_GT(possible, 1000U);
}

/// The wild problem without all that is not plain.
Problem plain_problem(Stream& random) {
  Problem problem = testing::wild_patrol({.stops = 21, .village_duties = false}, random);
  for (Stop& s : problem.stops) {
    s.max_visits = 1;
    s.required = 0;
    s.min_gap_days = 1;
    if (s.windows.size() > 1) s.windows.resize(1);
    for (TimeWindow& w : s.windows) w.weekdays = kEveryDay;
  }
  for (Shift& s : problem.shifts) {
    s.pause.reset();
    s.max_meters = 0.0;
  }
  return problem;
}

TEST(PatrolInsertion, IsTheSameForAllStopsAtOnceAndByTheGeneralRules) {
  Stream random(3, 4);
  for (int k = 0; k < 200; ++k) {
    const Problem problem = plain_problem(random);
    const Model plain = model_of(problem);
    const Model general = model_of(problem, Detail::always);
    ASSERT_TRUE(plain.plain);
    on_growing_tours(plain, random, [&](const Route& route) {
      Route same = route;
      ASSERT_TRUE(measure(general, same));
      std::vector<Time> detours(plain.open.size());
      all_detours(plain, route, detours);
      for (std::uint32_t s = 0; s < plain.stops.size(); ++s) {
        const Insertion place = best_insertion(plain, route, s);
        expect_equal(place, insertion_by_measuring(plain, route, s));
        EXPECT_EQ(detours[s], place.detour);
        if (general.allows(s, same.shift)) {
          expect_equal(place, best_insertion(general, same, s));
        }
      }
    });
  }
}

TEST(PatrolSolution, ComesBackToWhereAStepBegan) {
  Stream random(5, 6);
  for (int k = 0; k < 100; ++k) {
    const Model model = model_of(testing::wild_patrol({.stops = 15}, random));
    Solution solution(model);
    const auto grow = [&] {
      for (int t = 0; t < 40 && !model.shifts.empty(); ++t) {
        const auto stop = static_cast<std::uint32_t>(random.below(model.stops.size()));
        const auto shift = static_cast<std::uint32_t>(random.below(model.shifts.size()));
        if (!solution.may_visit(stop, shift)) continue;
        const Insertion place = best_insertion(model, solution.routes()[shift], stop);
        if (place.detour != kNoDetour) solution.insert(stop, shift, place.at);
      }
    };
    grow();
    solution.mark();
    const Standing before = solution.standing();
    std::vector<std::vector<std::uint32_t>> nodes;
    for (const Route& r : solution.routes()) nodes.push_back(r.nodes);
    for (std::uint32_t r = 0; r < model.shifts.size(); ++r) {
      if (solution.routes()[r].visits() > 0) solution.remove(r, std::vector<std::uint32_t>{0});
    }
    grow();
    solution.undo();
    EXPECT_EQ(solution.standing(), before);
    for (const Route& r : solution.routes()) EXPECT_EQ(r.nodes, nodes[r.shift]);
  }
}

/// The most points of any choice of one route per shift, by trying all.
std::int64_t most_points(const Model& model, const RoutePool& pool, std::uint32_t shift,
                         std::vector<std::uint32_t>& visits) {
  if (shift == model.shifts.size()) return 0;
  std::int64_t most = most_points(model, pool, shift + 1, visits);
  for (const PooledRoute& route : pool.of(pool.kind(shift))) {
    bool fits = true;
    for (const std::uint32_t s : route.stops) fits = ++visits[s] <= 1 && fits;
    if (fits) {
      most = std::max(most, route.points + most_points(model, pool, shift + 1, visits));
    }
    for (const std::uint32_t s : route.stops) --visits[s];
  }
  return most;
}

TEST(PatrolPacking, FindsTheBestChoiceOfRoutes) {
  Stream random(7, 8);
  for (int k = 0; k < 60; ++k) {
    Problem problem = plain_problem(random);
    problem.shifts.resize(std::min<std::size_t>(problem.shifts.size(), 3));
    const Model model = model_of(problem);
    RoutePool pool(model, 50);
    for (int t = 0; t < 8; ++t) {
      Solution solution(model);
      for (int tries = 0; tries < 25 && !model.shifts.empty(); ++tries) {
        const auto stop = static_cast<std::uint32_t>(random.below(model.stops.size()));
        const auto shift = static_cast<std::uint32_t>(random.below(model.shifts.size()));
        if (!solution.shifts_of(stop).empty() || !solution.may_visit(stop, shift)) continue;
        const Insertion place = best_insertion(model, solution.routes()[shift], stop);
        if (place.detour != kNoDetour) solution.insert(stop, shift, place.at);
      }
      // A pool knows routes by their version, and every solution counts its own.
      RoutePool of_this(model, 50);
      of_this.add(solution);
      pool.add(of_this);
    }
    std::vector<std::uint32_t> visits(model.stops.size());
    const std::int64_t most = most_points(model, pool, 0, visits);
    std::int64_t found = 0;
    for (const auto& stops : best_packing(model, pool, 0)) {
      for (const std::uint32_t s : stops) found += model.stops[s].points;
    }
    EXPECT_EQ(found, most);
  }
}

}  // namespace
}  // namespace rawan::patrol
