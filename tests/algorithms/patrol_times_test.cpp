#include "rawan/algorithms/patrol_search.h"
#include "support/patrol_problems.h"

#include <gtest/gtest.h>

namespace rawan::patrol {
namespace {

using testing::clock_time;
using testing::minutes;
using testing::road_patrol;

SearchOptions short_search(std::uint64_t seed = 1) {
  return {.seed = seed, .iterations = 1500, .walks = 2};
}

TEST(PatrolTimes, KeepTheLimitsOfDwellOfVillageAndUnit) {
  Problem problem = road_patrol({10, 20});
  for (Stop& s : problem.stops) {
    s.full_dwell = minutes(16);
    s.long_stay = 0.5;
  }
  problem.villages[0].max_dwell = minutes(25);
  const Plan by_village = search_plan(problem, short_search()).best;
  EXPECT_TRUE(faults(by_village, problem).empty());
  problem.villages[0].max_dwell = {};
  problem.units[0].max_dwell = minutes(25);
  const Plan by_unit = search_plan(problem, short_search()).best;
  EXPECT_TRUE(faults(by_unit, problem).empty());
  EXPECT_GT(by_village.score, 2.0);
  EXPECT_LT(by_village.score, 3.0);
  EXPECT_EQ(by_village.score, by_unit.score);
}

TEST(PatrolTimes, PutThePauseBetweenVisits) {
  Problem problem = road_patrol({10, 20});
  problem.shifts[0].pause = Break{clock_time(9), clock_time(9, 30), minutes(30)};
  const Plan plan = search_plan(problem, short_search()).best;
  EXPECT_EQ(plan.tours[0].visits.size(), 2U);
  EXPECT_TRUE(plan.tours[0].pause.has_value());
  EXPECT_TRUE(faults(plan, problem).empty());
}

TEST(PatrolTimes, LeaveNoTourWhereThePauseIsOverBeforeTheShift) {
  Problem problem = road_patrol({10, 20});
  problem.shifts[0].pause = Break{clock_time(6), clock_time(7), minutes(30)};
  const Plan plan = search_plan(problem, short_search()).best;
  EXPECT_TRUE(plan.tours[0].visits.empty());
  EXPECT_TRUE(faults(plan, problem).empty());
}

TEST(PatrolTimes, GivesSlackToLongerStays) {
  Problem problem = road_patrol({10, 20});
  for (Stop& s : problem.stops) {
    s.full_dwell = minutes(16);
    s.long_stay = 0.5;
  }
  const Plan plan = search_plan(problem, short_search()).best;
  EXPECT_DOUBLE_EQ(plan.score, 3.0);
  for (const Visit& v : plan.tours[0].visits) EXPECT_EQ(v.departure - v.start, minutes(16));
}

TEST(PatrolTimes, SpreadsVisitsOverToursSoThatStaysCanBeLonger) {
  // Both stops fit into either tour, but with the longer stays only one of them does.
  Problem problem = road_patrol({10, 11}, 2);
  for (Stop& s : problem.stops) {
    s.full_dwell = minutes(30);
    s.long_stay = 0.5;
  }
  for (Shift& s : problem.shifts) s.end = s.start + minutes(52);
  const Plan plan = search_plan(problem, short_search()).best;
  EXPECT_DOUBLE_EQ(plan.score, 3.0);
  EXPECT_EQ(plan.tours[0].visits.size(), 1U);
  EXPECT_EQ(plan.tours[1].visits.size(), 1U);
}

TEST(PatrolTimes, LeavesThePostNoEarlierThanWaitingAllows) {
  Problem problem = road_patrol({10});
  problem.stops[0].windows = {{clock_time(11), clock_time(11), kEveryDay}};
  const Plan plan = search_plan(problem, short_search()).best;
  ASSERT_EQ(plan.tours[0].visits.size(), 1U);
  EXPECT_EQ(plan.tours[0].start, clock_time(10, 50));
}

TEST(PatrolTimes, DrawsOtherTimesFromAnotherSeed) {
  const Problem problem = road_patrol({10, 20});
  const Plan one = search_plan(problem, short_search(1)).best;
  const Plan other = search_plan(problem, short_search(2)).best;
  EXPECT_NE(one.tours[0].start, other.tours[0].start);
}

}  // namespace
}  // namespace rawan::patrol
