#include "oracles/timed_tour.h"
#include "rawan/algorithms/patrol_plan.h"
#include "support/patrol_problems.h"
#include "support/random_patrols.h"
#include "support/random_plans.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace rawan::patrol {
namespace {

using rawan::testing::clock_time;
using rawan::testing::minutes;
using rawan::testing::road_patrol;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Problem required_road(const std::vector<std::int32_t>& stops_at, std::int32_t days = 1) {
  Problem problem = road_patrol(stops_at, days);
  for (Stop& stop : problem.stops) stop.required = 1;
  return problem;
}

TEST(Conflicts, AreNoneWhereBothCanBeServed) {
  EXPECT_THAT(conflicts(required_road({10, 20, 30})), IsEmpty());
  EXPECT_THAT(conflicts(Problem{}), IsEmpty());
}

TEST(Conflicts, CountTheTimeByWhichTheBestShiftIsTooShort) {
  Problem problem = required_road({100, 90});
  problem.stops[0].windows = {{clock_time(10), clock_time(10)}};
  problem.stops[1].windows = {{clock_time(9, 45), clock_time(10, 5)}};
  // First the farther one: at the nearer at 10:20, 15 minutes late. The other order: 10 at best
  // 9:45 + 20 = 10:05, 5 minutes late, home at 11:55.
  EXPECT_THAT(conflicts(problem), ElementsAre(Conflict{0, 1, minutes(5)}));
}

TEST(Conflicts, VanishWithASecondShift) {
  Problem problem = required_road({100, 90}, 2);
  problem.stops[0].windows = {{clock_time(10), clock_time(10)}};
  problem.stops[1].windows = {{clock_time(9, 45), clock_time(10, 5)}};
  EXPECT_THAT(conflicts(problem), IsEmpty());
}

TEST(Conflicts, LeaveOutStopsThatAreImpossibleAlone) {
  EXPECT_THAT(conflicts(required_road({10, 130})), IsEmpty());
}

TEST(Conflicts, ComeFromLimitsOfAVillageToo) {
  Problem problem = required_road({10, 20});
  problem.villages[0].max_visits = 1;
  EXPECT_THAT(conflicts(problem), ElementsAre(Conflict{0, 1, Seconds(0)}));
  problem.villages[0] = {.max_dwell = minutes(19)};
  EXPECT_THAT(conflicts(problem), ElementsAre(Conflict{0, 1, Seconds(0)}));
}

TEST(Conflicts, ComeFromTheDwellOfAUnitToo) {
  Problem problem = required_road({10, 20}, 2);
  problem.units[0].max_dwell = minutes(19);
  EXPECT_THAT(conflicts(problem), ElementsAre(Conflict{0, 1, Seconds(0)}));
}

TEST(Conflicts, ComeFromMetersToo) {
  Problem problem = required_road({30, 10});
  problem.travel[0].meters[2 * 3 + 1] = problem.travel[0].meters[1 * 3 + 2] = 1e6;
  problem.shifts[0].max_meters = 35'000.0;
  EXPECT_THAT(conflicts(problem), ElementsAre(Conflict{0, 1, Seconds(0)}));
}

TEST(Conflicts, NameThoseOfOneVillageFirst) {
  Problem problem = required_road({100, 100, 100});
  for (Stop& stop : problem.stops) stop.dwell = minutes(35);
  problem.villages.resize(2);
  problem.stops[1].village = 1;
  EXPECT_THAT(conflicts(problem),
              ElementsAre(Conflict{0, 2, minutes(30)}, Conflict{0, 1, minutes(30)},
                          Conflict{1, 2, minutes(30)}));
}

/// Whether a plan that makes just these two visits breaks no limit, in any two shifts or orders.
bool some_plan_has_both(const Problem& problem, std::uint32_t a, std::uint32_t b) {
  const auto count = static_cast<std::uint32_t>(problem.shifts.size());
  const auto works = [&](const std::vector<std::vector<std::uint32_t>>& stops) {
    Plan plan = rawan::testing::empty_plan(problem);
    for (std::uint32_t t = 0; t < count; ++t) {
      const auto tour = oracle::allowed_tour(problem, t, stops[t]);
      if (!tour) return false;
      plan.tours[t] = *tour;
    }
    plan.score = total_worth(plan, problem);
    return rawan::testing::breaks_no_limit(plan, problem);
  };
  for (std::uint32_t t = 0; t < count; ++t) {
    for (std::uint32_t u = 0; u < count; ++u) {
      for (const auto& [first, second] : {std::pair(a, b), std::pair(b, a)}) {
        std::vector<std::vector<std::uint32_t>> stops(count);
        stops[t].push_back(first);
        stops[u].push_back(second);
        if (works(stops)) return true;
      }
    }
  }
  return false;
}

bool possible_alone(const Problem& problem, std::uint32_t s) {
  const Village& village = problem.villages[problem.stops[s].village];
  if (village.max_visits == 0) return false;
  if (village.max_dwell > Seconds(0) && problem.stops[s].dwell > village.max_dwell) return false;
  for (std::uint32_t t = 0; t < problem.shifts.size(); ++t) {
    const Unit& unit = problem.units[problem.shifts[t].unit];
    const bool enough = unit.max_dwell == Seconds(0) || problem.stops[s].dwell <= unit.max_dwell;
    if (enough && may_serve(problem.stops[s], problem.shifts[t].unit) &&
        oracle::allowed_tour(problem, t, {s})) {
      return true;
    }
  }
  return false;
}

TEST(Conflicts, AgreeWithTryingEveryPlanOfTwoVisits) {
  int found = 0;
  int pairs = 0;
  for (std::uint64_t round = 0; round < 300; ++round) {
    Stream random(81, round);
    Problem problem = rawan::testing::wild_patrol({.stops = 5, .units = 2, .days = 1}, random);
    for (Stop& stop : problem.stops) stop.required = 1;
    const std::vector<Conflict> named = conflicts(problem);
    for (std::uint32_t a = 0; a < problem.stops.size(); ++a) {
      for (std::uint32_t b = a + 1; b < problem.stops.size(); ++b) {
        const bool expected = possible_alone(problem, a) && possible_alone(problem, b) &&
                              !some_plan_has_both(problem, a, b);
        const bool is_named = std::any_of(named.begin(), named.end(), [&](const Conflict& c) {
          return c.stop == a && c.other == b;
        });
        EXPECT_EQ(is_named, expected) << "round " << round << ": " << a << ", " << b;
        ++pairs;
        found += expected ? 1 : 0;
      }
    }
  }
  EXPECT_GT(found, 50);
  EXPECT_LT(found, pairs - 50);
}

TEST(Conflicts, AreTheSameOnAnyNumberOfThreads) {
  Stream random(82, 0);
  Problem problem = rawan::testing::wild_patrol({.stops = 40, .units = 2, .days = 1}, random);
  for (Stop& stop : problem.stops) stop.required = 1;
  const auto answers = rawan::testing::on_1_2_8_threads([&] { return conflicts(problem); });
  EXPECT_EQ(answers[0], answers[1]);
  EXPECT_EQ(answers[0], answers[2]);
}

}  // namespace
}  // namespace rawan::patrol
