#include "patrol_insertion.h"

#include "patrol_conductor.h"
#include "patrol_detours.h"
#include "patrol_packing.h"
#include "patrol_solution.h"
#include "patrol_walk.h"
#include "rawan/algorithms/random.h"
#include "support/patrol_problems.h"
#include "support/random_patrols.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace rawan::patrol {
namespace {

using ::testing::ElementsAre;
using testing::minutes;
using testing::road_patrol;

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

TEST(PatrolModel, PutsStopsThatDifferByTheirUnitsAloneInOneOrder) {
  Problem problem = road_patrol({10});
  problem.units.resize(2);
  problem.stops.push_back(problem.stops[0]);
  problem.stops[0].units = {1};
  problem.stops[1].units = {0};
  EXPECT_THAT(model_of(problem).row_of_stop, ElementsAre(1U, 0U));
  std::swap(problem.stops[0], problem.stops[1]);
  EXPECT_THAT(model_of(problem).row_of_stop, ElementsAre(0U, 1U));
}

TEST(KindsOfShifts, AreThoseThatCouldDriveEachOthersRoutes) {
  Problem problem = road_patrol({10, 20});
  problem.units.resize(2);
  problem.shifts.assign(6, problem.shifts[0]);
  problem.shifts[2].end += minutes(1);
  problem.shifts[4].unit = problem.shifts[5].unit = 1;
  EXPECT_THAT(kinds_of_shifts(model_of(problem)), ElementsAre(0U, 0U, 2U, 0U, 0U, 0U));
  problem.stops[1].units = {0};
  EXPECT_THAT(kinds_of_shifts(model_of(problem)), ElementsAre(0U, 0U, 2U, 0U, 4U, 4U));
}

TEST(RoutePool, KeepsTheShortestRouteOfTheSameStops) {
  const Problem problem = road_patrol({10, 20, -10});
  const Model model = model_of(problem);
  RoutePool pool(model, 2);
  Solution solution(model);
  const auto add = [&](std::vector<std::uint32_t> stops) {
    solution.replace(0, stops);
    pool.add(solution);
  };
  add({1, 2, 0});
  add({0, 1, 2});
  add({1, 0, 2});
  ASSERT_EQ(pool.of(0).size(), 1U);
  EXPECT_THAT(pool.of(0)[0].stops, ElementsAre(0U, 1U, 2U));
  EXPECT_EQ(pool.of(0)[0].travel, 60 * 60);
}

TEST(RoutePool, ForgetsTheOldestRouteWhenItIsFull) {
  const Problem problem = road_patrol({10, 20, 30});
  const Model model = model_of(problem);
  RoutePool pool(model, 2);
  Solution solution(model);
  const auto stops_after = [&](std::uint32_t stop) {
    solution.replace(0, std::vector<std::uint32_t>{stop});
    pool.add(solution);
    std::vector<std::uint32_t> stops;
    for (const PooledRoute& route : pool.of(0)) stops.push_back(route.stops.front());
    return stops;
  };
  stops_after(0);
  EXPECT_THAT(stops_after(1), ElementsAre(0U, 1U));
  EXPECT_THAT(stops_after(2), ElementsAre(2U, 1U));
  EXPECT_THAT(stops_after(0), ElementsAre(2U, 0U)) << "the first one was forgotten, and is new";
  EXPECT_THAT(stops_after(2), ElementsAre(2U, 0U)) << "this one is known";
}

TEST(PatrolArchive, KeepsNoPlanThatNeglectsADuty) {
  const Archive archive(4, 0.1);
  const Standing best{.lost_points = -100};
  EXPECT_TRUE(archive.is_good({.lost_points = -90}, best));
  EXPECT_FALSE(archive.is_good({.lost_points = -89}, best));
  EXPECT_FALSE(archive.is_good({.missing = 1, .lost_points = -200}, best));
  EXPECT_FALSE(archive.is_good({.unmet = 1, .lost_points = -200}, best));
}

/// Three stops of which the best one alone fills the shift, and the two others together are worth
/// more.
Problem greedy_trap() {
  Problem problem = road_patrol({100, -100, -101}, 2);
  problem.stops[0].score = 5.0;
  problem.stops[1].score = problem.stops[2].score = 4.0;
  problem.shifts[1].end = problem.shifts[1].start;  // Too short for any.
  return problem;
}

TEST(PatrolWalk, RemembersTheBetterPlanThatItAdopts) {
  const Problem problem = greedy_trap();
  const Model model = model_of(problem);
  const Neighbors neighbors = neighbors_of(model);
  const Tuning greedy{.blink = 0.0, .noise = 0.0, .orders = {0, 1, 0, 0}};
  Walk walk(model, neighbors, greedy, Dice(1, 0), Archive(0, 0.0));
  const auto points = [&] {
    return static_cast<double>(-walk.best().standing.lost_points) / model.points_per_score;
  };
  EXPECT_EQ(points(), 5.0);
  Snapshot better{.stops = {{}, {}}};
  for (std::uint32_t stop = 0; stop < 3; ++stop) {
    if (problem.stops[model.row_of_stop[stop]].score == 4.0) better.stops[0].push_back(stop);
  }
  walk.adopt(better);
  EXPECT_EQ(points(), 8.0);
  EXPECT_EQ(walk.best().stops, better.stops);
}

TEST(PatrolWalk, GoesOnWhereNoStopThatIsLeftCanMeetADuty) {
  // The one stop of the first village has its visit; that of the second cannot be reached.
  Problem problem = road_patrol({10, 500});
  problem.villages = {{.min_visits = 2}, {}};
  problem.stops[1].village = 1;
  const Model model = model_of(problem);
  const Found found = conduct(model, {.iterations = 300}, Tuning{}, {});
  EXPECT_THAT(found.plans.front().stops, ElementsAre(ElementsAre(0U)));
  EXPECT_EQ(found.plans.front().standing.unmet, 1);
}

TEST(PatrolWalk, FillsToursAlsoWhereTravelWeighsNothing) {
  Problem problem = road_patrol({10, 20});
  for (Stop& stop : problem.stops) {
    stop.full_dwell = minutes(16);
    stop.long_stay = 0.5;
  }
  const Model model = model_of(problem);
  const Found found = conduct(model, {.iterations = 100}, Tuning{.travel = 0.0}, {});
  EXPECT_EQ(found.plans.front().stops[0].size(), 2U);
}

}  // namespace
}  // namespace rawan::patrol
