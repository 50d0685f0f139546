#include "rawan/algorithms/patrol_measures.h"

#include "rawan/algorithms/contract.h"
#include "support/districts.h"
#include "support/patrol_problems.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace rawan::patrol {
namespace {

using rawan::testing::clock_time;
using rawan::testing::empty_plan;
using rawan::testing::minutes;
using rawan::testing::RightPlan;
using rawan::testing::road_patrol;
using ::testing::DoubleNear;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<double> random_amounts(std::size_t n, Stream& random) {
  std::vector<double> amounts;
  for (std::size_t k = 0; k < n; ++k) {
    amounts.push_back(random.below(5) == 0 ? 0.0 : random.exponential());
  }
  return amounts;
}

TEST(Dwell, AddsStaysByVillageAndUnit) {
  const RightPlan right;
  EXPECT_THAT(dwell_by_village(right.plan, right.problem), ElementsAre(36 * 60, 20 * 60));
  EXPECT_THAT(dwell_by_unit(right.plan, right.problem), ElementsAre(36 * 60, 20 * 60));
}

TEST(Shares, AddToOneOrAreAllZero) {
  EXPECT_THAT(shares(std::vector{1.0, 0.0, 3.0}), ElementsAre(0.25, 0.0, 0.75));
  EXPECT_THAT(shares(std::vector{0.0, 0.0}), ElementsAre(0.0, 0.0));
  EXPECT_THAT(shares(std::vector<double>{}), IsEmpty());
}

TEST(JainIndex, HasTheValuesOfItsDefinition) {
  // Of n users k share equally and the rest has nothing: k / n (Jain, Chiu & Hawe 1984).
  for (std::size_t n = 1; n <= 10; ++n) {
    for (std::size_t k = 1; k <= n; ++k) {
      std::vector<double> amounts(n, 0.0);
      std::fill_n(amounts.begin(), k, 2.5);
      EXPECT_DOUBLE_EQ(jain_index(amounts), static_cast<double>(k) / static_cast<double>(n));
    }
  }
  EXPECT_DOUBLE_EQ(jain_index(std::vector{1.0, 2.0, 3.0}), 36.0 / (3.0 * 14.0));
}

TEST(GiniIndex, HasTheValuesOfItsDefinition) {
  EXPECT_DOUBLE_EQ(gini_index(std::vector{4.0, 4.0, 4.0}), 0.0);
  EXPECT_DOUBLE_EQ(gini_index(std::vector{0.0, 0.0, 0.0, 7.0}), 0.75);
  EXPECT_DOUBLE_EQ(gini_index(std::vector{1.0, 3.0}), 0.25);
  for (std::uint64_t round = 0; round < 50; ++round) {
    Stream random(11, round);
    const std::vector<double> x = random_amounts(1 + random.below(30), random);
    double differences = 0.0;
    double sum = 0.0;
    for (const double a : x) {
      sum += a;
      for (const double b : x) differences += std::abs(a - b);
    }
    const double n = static_cast<double>(x.size());
    const double expected = sum > 0.0 ? differences / (2.0 * n * sum) : 0.0;
    EXPECT_NEAR(gini_index(x), expected, 1e-12);
  }
}

TEST(IndicesOfFairness, AreOneAndZeroWithoutAnything) {
  EXPECT_EQ(jain_index(std::vector{0.0, 0.0}), 1.0);
  EXPECT_EQ(gini_index(std::vector{0.0, 0.0}), 0.0);
}

TEST(IndicesOfFairness, DoNotDependOnUnitOrOrder) {
  Stream random(12, 0);
  const std::vector<double> x = random_amounts(25, random);
  std::vector<double> other(x.rbegin(), x.rend());
  for (double& amount : other) amount *= 3e9;
  EXPECT_NEAR(jain_index(other), jain_index(x), 1e-12);
  EXPECT_NEAR(gini_index(other), gini_index(x), 1e-12);
}

TEST(IndicesOfFairness, GetFairerWhenTheRichGiveToThePoor) {
  const std::vector<double> before{1.0, 5.0, 9.0};
  const std::vector<double> after{2.0, 5.0, 8.0};
  EXPECT_GT(jain_index(after), jain_index(before));
  EXPECT_LT(gini_index(after), gini_index(before));
}

TEST(IndicesOfFairness, RefuseWhatIsNoAmount) {
  EXPECT_THROW(jain_index({}), ContractViolation);
  EXPECT_THROW(gini_index({}), ContractViolation);
  EXPECT_THROW(jain_index(std::vector{1.0, -1.0}), ContractViolation);
  EXPECT_THROW(gini_index(std::vector{std::nan("")}), ContractViolation);
  EXPECT_THROW(shares(std::vector{std::numeric_limits<double>::infinity()}), ContractViolation);
}

TEST(Coverage, CountsByGroup) {
  const RightPlan right;
  const std::vector<std::uint32_t> group{2, 0};
  EXPECT_THAT(
      coverage_by_group(right.plan, right.problem, group, 3),
      ElementsAre(Coverage{1, 1, 1, 1, 1, 1200.0}, Coverage{}, Coverage{1, 1, 2, 2, 3, 2160.0}));
  EXPECT_THROW(coverage_by_group(right.plan, right.problem, group, 2), ContractViolation);
  EXPECT_THAT(coverage_by_group(empty_plan(right.problem), right.problem, group, 3),
              ElementsAre(Coverage{1, 0, 1, 0, 0, 0.0}, Coverage{}, Coverage{1, 0, 2, 0, 0, 0.0}));
}

/// One visit of stop 0 at each of these hours, a plan each.
std::vector<Plan> plans_at(const Problem& problem, const std::vector<std::int32_t>& hours) {
  std::vector<Plan> pool;
  for (const std::int32_t hour : hours) {
    pool.push_back(empty_plan(problem));
    pool.back().tours[0].visits = {
        {0, clock_time(hour), clock_time(hour), clock_time(hour, 10), 0.0}};
  }
  return pool;
}

TEST(VisitTimeEntropy, IsThatOfTheHours) {
  const Problem problem = road_patrol({0});
  EXPECT_EQ(visit_time_entropy(plans_at(problem, {9, 9, 9}), problem)[0], (Entropy{0.0, 3}));
  EXPECT_EQ(visit_time_entropy(plans_at(problem, {9, 10, 11, 8}), problem)[0], (Entropy{2.0, 4}));
  const double expected = -0.75 * std::log2(0.75) - 0.25 * std::log2(0.25);
  EXPECT_DOUBLE_EQ(visit_time_entropy(plans_at(problem, {9, 9, 9, 8}), problem)[0].bits, expected);
  EXPECT_EQ(visit_time_entropy(plans_at(problem, {1, 25}), problem)[0].bits, 0.0)
      << "an hour after midnight is the same hour in the shift of the day before";
  EXPECT_EQ(visit_time_entropy({}, problem)[0], Entropy{});
}

TEST(VisitTimeEntropy, IsAtMostThatOfAllHoursAlike) {
  const Problem problem = road_patrol({0});
  std::vector<std::int32_t> hours(24);
  for (std::int32_t h = 0; h < 24; ++h) hours[static_cast<std::size_t>(h)] = h;
  EXPECT_NEAR(visit_time_entropy(plans_at(problem, hours), problem)[0].bits, std::log2(24.0),
              1e-12);
}

TEST(VisitTimeEntropy, KnowsTheHoursBeforeMidnightOfTheDayBefore) {
  const Problem problem = road_patrol({0});
  std::vector<Plan> pool = plans_at(problem, {-1, 23});
  EXPECT_EQ(visit_time_entropy(pool, problem)[0], (Entropy{0.0, 2}));
  pool[0].tours[0].visits[0].start = clock_time(-1, 30);
  EXPECT_EQ(visit_time_entropy(pool, problem)[0], (Entropy{0.0, 2})) << "half past eleven";
}

/// One plan per order of stops in the first shift.
std::vector<Plan> plans_in_order(const Problem& problem,
                                 const std::vector<std::vector<std::uint32_t>>& orders) {
  std::vector<Plan> pool;
  for (const auto& order : orders) {
    pool.push_back(empty_plan(problem));
    pool.back().tours[0] = oracle::timed_tour(problem, 0, order).value();
  }
  return pool;
}

TEST(VisitOrderEntropy, IsZeroIfAllPlansGoTheSameWay) {
  const Problem problem = road_patrol({10, 20, 30});
  EXPECT_EQ(visit_order_entropy(plans_in_order(problem, {{0, 1, 2}, {0, 1, 2}}), problem),
            (Entropy{0.0, 6}));
  EXPECT_EQ(visit_order_entropy({}, problem), Entropy{});
}

TEST(VisitOrderEntropy, IsTheMeanOverPlacesOfTheNextStop) {
  const Problem problem = road_patrol({10, 20, 30});
  // From the post: 0 or 1, one bit, two of four departures. From 0: always 1; from 1: always 2.
  const auto pool = plans_in_order(problem, {{0, 1}, {1, 2}});
  EXPECT_DOUBLE_EQ(visit_order_entropy(pool, problem).bits, 0.5);
}

TEST(OrderChanges, CompareNextToursOfAUnit) {
  Problem problem = road_patrol({10, 20, 30, 40}, 3);
  problem.villages.resize(4);
  for (std::uint32_t s = 0; s < 4; ++s) {
    problem.stops[s].village = s;
    problem.stops[s].max_visits = 3;
  }
  Plan plan = empty_plan(problem);
  plan.tours[0] = oracle::timed_tour(problem, 0, {0, 1, 2}).value();
  plan.tours[2] = oracle::timed_tour(problem, 2, {2, 3, 0, 1}).value();
  EXPECT_THAT(order_changes(plan, problem), ElementsAre(OrderChange{0, 2, 0.75, 2.0 / 3.0}));
  plan.tours[1] = oracle::timed_tour(problem, 1, {3}).value();
  EXPECT_THAT(order_changes(plan, problem),
              ElementsAre(OrderChange{0, 1, 0.0, {}}, OrderChange{1, 2, 0.25, {}}));
}

TEST(DrawPlan, IsAFunctionOfTheSeed) {
  const std::vector<Plan> pool(5);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    EXPECT_EQ(draw_plan(pool, seed), draw_plan(pool, seed));
  }
  EXPECT_EQ(draw_plan(std::vector<Plan>(1), 7), 0U);
  EXPECT_THROW(draw_plan({}, 7), ContractViolation);
}

TEST(DrawPlan, DrawsEachPlanAsOften) {
  const std::vector<Plan> pool(8);
  std::vector<double> drawn(8, 0.0);
  constexpr double kSeeds = 8000.0;
  for (std::uint64_t seed = 0; seed < 8000; ++seed) drawn[draw_plan(pool, seed)] += 1.0;
  // Five standard deviations of a binomial count with p = 1/8.
  EXPECT_THAT(drawn, Each(DoubleNear(kSeeds / 8, 5.0 * std::sqrt(kSeeds * 7.0 / 64.0))));
}

TEST(AvailableSeconds, LeaveOutBreaks) {
  Problem problem = road_patrol({10}, 2);
  problem.shifts[0].pause = Break{clock_time(9), clock_time(10), minutes(30)};
  EXPECT_EQ(available_seconds(problem), 7.5 * 3600);
}

TEST(LimitVillageShares, TurnsAShareIntoSeconds) {
  Problem problem = road_patrol({10, 20});
  problem.villages = {{}, {.max_dwell = minutes(5)}};
  limit_village_shares(problem, 0.25, 4 * 3600);
  EXPECT_EQ(problem.villages[0].max_dwell, minutes(60));
  EXPECT_EQ(problem.villages[1].max_dwell, minutes(5)) << "a lower limit stays";
}

TEST(LimitVillageShares, LeavesRoomForDuties) {
  Problem problem = road_patrol({10, 20, 30});
  problem.villages.resize(3);
  problem.stops[1].village = problem.stops[2].village = 1;
  problem.stops[0].required = 1;
  problem.villages[1].min_visits = 2;
  limit_village_shares(problem, 0.01, 3600);
  EXPECT_EQ(problem.villages[0].max_dwell, minutes(10));
  EXPECT_EQ(problem.villages[1].max_dwell, minutes(20));
  EXPECT_EQ(problem.villages[2].max_dwell, Seconds(36));
  limit_village_shares(problem, 0.01, 0.0);
  EXPECT_EQ(problem.villages[2].max_dwell, Seconds(1)) << "0 would mean no limit";
}

TEST(LimitUnitShares, LeavesRoomForTheLongestStay) {
  Problem problem = road_patrol({10, 20});
  problem.units.resize(2);
  problem.stops[1].dwell = minutes(20);
  problem.stops[1].units = {1};
  limit_unit_shares(problem, 0.5, 1000);
  EXPECT_EQ(problem.units[0].max_dwell, minutes(10));
  EXPECT_EQ(problem.units[1].max_dwell, minutes(20));
  EXPECT_THROW(limit_unit_shares(problem, 0.0, 1000), ContractViolation);
  EXPECT_THROW(limit_unit_shares(problem, 1.5, 1000), ContractViolation);
}

TEST(Measures, HoldForAPlanOfADistrict) {
  const Problem problem = rawan::testing::district({}, 4);
  Stream random(4, 0);
  const Plan plan = rawan::testing::districts::hidden_plan(problem, random);
  double by_village = 0.0;
  double by_unit = 0.0;
  for (const double dwell : dwell_by_village(plan, problem)) by_village += dwell;
  for (const double dwell : dwell_by_unit(plan, problem)) by_unit += dwell;
  EXPECT_EQ(by_village, by_unit);
  const std::vector<Plan> pool{plan};
  for (const Entropy& entropy : visit_time_entropy(pool, problem)) {
    EXPECT_GE(entropy.bits, 0.0);
    EXPECT_LE(entropy.bits, std::log2(std::max(1.0, static_cast<double>(entropy.visits))) + 1e-9);
  }
}

}  // namespace
}  // namespace rawan::patrol
