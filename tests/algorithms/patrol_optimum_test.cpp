#include "oracles/best_plan.h"
#include "rawan/algorithms/dosage.h"
#include "rawan/algorithms/patrol_frontier.h"
#include "rawan/algorithms/patrol_measures.h"
#include "rawan/algorithms/patrol_search.h"
#include "support/districts.h"
#include "support/patrol_problems.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace rawan::patrol {
namespace {

using oracle::BestPlan;
using oracle::PlanValue;
using rawan::testing::district;
using ::testing::IsEmpty;

std::vector<Fault> broken_limits(const Plan& plan, const Problem& problem) {
  std::vector<Fault> found = faults(plan, problem);
  std::erase_if(found, [](const Fault& fault) { return !rawan::testing::is_hard(fault); });
  return found;
}

std::vector<Fault> unmet_duties(const Plan& plan, const Problem& problem) {
  std::vector<Fault> found = faults(plan, problem);
  std::erase_if(found, rawan::testing::is_hard);
  return found;
}

Problem tiny_problem(std::uint64_t round) {
  Stream random(101, round);
  const std::size_t stops = 5 + random.below(4);
  const bool duties = round % 2 == 0;
  const std::int32_t days = 1 + static_cast<std::int32_t>(round % 3 == 0);
  Problem problem = rawan::testing::wild_patrol(
      {.stops = stops, .units = days == 2 ? 1U : 2U, .days = days, .village_duties = duties},
      random);
  for (Stop& stop : problem.stops) stop.min_gap_days = std::max(1, stop.min_gap_days);
  return problem;
}

TEST(PatrolSearch, ReachesTheExactOptimumOfTinyProblems) {
  int reached = 0;
  for (std::uint64_t round = 0; round < 100; ++round) {
    SCOPED_TRACE(round);
    const Problem problem = tiny_problem(round);
    const Plan plan = search_plan(problem, {.seed = round, .iterations = 500}).best;
    EXPECT_THAT(broken_limits(plan, problem), IsEmpty());
    const PlanValue found = oracle::value_of(plan, unmet_duties(plan, problem), problem);
    const PlanValue best = BestPlan(problem).value();
    EXPECT_FALSE(better(found, best)) << "better than the exact optimum";
    reached += better(best, found) ? 0 : 1;
  }
  EXPECT_GE(reached, 95);
}

TEST(PatrolSearch, ServesEveryDutyOfDistrictsThatCanServeAll) {
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 3);
    rawan::testing::DistrictSize size = rawan::testing::random_district_size(random);
    const Problem problem = district(size, seed);
    const Plan plan = search_plan(problem, {.seed = 1, .iterations = 1500}).best;
    EXPECT_THAT(faults(plan, problem), IsEmpty());
    EXPECT_THAT(conflicts(problem), IsEmpty());
  }
}

TEST(PatrolSearch, LeavesOutOnlyDutiesThatNoPlanCouldMeet) {
  for (std::uint64_t seed = 20; seed < 23; ++seed) {
    SCOPED_TRACE(seed);
    Problem problem = district({.units = 3, .days = 5}, seed);
    std::vector<bool> impossible(problem.stops.size(), false);
    for (std::uint32_t s = 0; s < problem.stops.size(); ++s) {
      impossible[s] = problem.travel[0].time(0, problem.stops[s].place) < 0 ||
                      problem.travel[0].time(problem.stops[s].place, 0) < 0;
      if (impossible[s]) problem.stops[s].required = 1;
    }
    const Plan plan = search_plan(problem, {.seed = 1, .iterations = 1500}).best;
    EXPECT_THAT(broken_limits(plan, problem), IsEmpty());
    for (const Fault& fault : unmet_duties(plan, problem)) {
      ASSERT_EQ(fault.code, "required_missing");
      EXPECT_TRUE(impossible[*fault.stop]);
    }
    for (const Unserved& unserved : explain(plan, problem)) {
      if (!unserved.required) continue;
      EXPECT_EQ(unserved.reason, UnservedReason::unreachable);
    }
  }
}

// The default budget, a second or two of the processor, against eight times as much.
TEST(PatrolSearch, FindsInAShortSearchNearlyWhatALongOneFinds) {
  const Problem problem = district({.units = 4, .days = 7, .stops = 120, .villages = 30}, 40);
  const Plan brief = search_plan(problem, {.seed = 1}).best;
  const std::uint64_t many = 8 * SearchOptions{}.iterations;
  const Plan lengthy = search_plan(problem, {.seed = 2, .iterations = many}).best;
  EXPECT_THAT(faults(brief, problem), IsEmpty());
  EXPECT_THAT(faults(lengthy, problem), IsEmpty());
  EXPECT_GE(brief.score, 0.99 * lengthy.score);
}

TEST(PatrolSearch, LeavesNoRoomForAStopThatIsLeftOut) {
  const Problem problem = district({.units = 3, .days = 3}, 50);
  const Plan plan = search_plan(problem, {.seed = 1, .iterations = 1500}).best;
  for (const Unserved& unserved : explain(plan, problem)) {
    if (unserved.reason != UnservedReason::displaced) continue;
    EXPECT_FALSE(unserved.rivals.empty()) << "stop " << unserved.stop.value_or(0);
  }
}

TEST(PatrolSearch, GivesNoVillageMoreThanItsShare) {
  Problem problem = district({.units = 3, .days = 3}, 51);
  const Plan free = search_plan(problem, {.seed = 1, .iterations = 500}).best;
  double total = 0.0;
  for (const double dwell : dwell_by_unit(free, problem)) total += dwell;
  limit_village_shares(problem, 0.1, total);
  const Plan bound = search_plan(problem, {.seed = 1, .iterations = 500}).best;
  EXPECT_THAT(faults(bound, problem), IsEmpty());
  const std::vector<double> dwell = dwell_by_village(bound, problem);
  for (std::size_t v = 0; v < dwell.size(); ++v) {
    EXPECT_LE(dwell[v], static_cast<double>(problem.villages[v].max_dwell.count()));
  }
}

TEST(PatrolSearch, ServesTheSlotsOfARevisitInterval) {
  Problem problem = rawan::testing::road_patrol({4, 8, 12, 16}, 2);
  for (Shift& shift : problem.shifts) shift.end = shift.start + Seconds(8 * 3600);
  std::vector<Stop> slots;
  for (Stop stop : problem.stops) {
    stop.required = 1;
    stop.dwell = rawan::testing::minutes(15);
    const Watch watch = watches_of(problem, stop).at(0);
    for (Stop& slot : slots_for_revisit(stop, watch, Seconds(2 * 3600), problem)) {
      slots.push_back(std::move(slot));
    }
  }
  ASSERT_EQ(slots.size(), 16U);
  problem.stops = slots;
  const Plan plan = search_plan(problem, {.seed = 1, .iterations = 2000}).best;
  EXPECT_THAT(faults(plan, problem), IsEmpty());
  for (const Tour& tour : plan.tours) EXPECT_EQ(tour.visits.size(), 16U);
}

TEST(Frontier, RisesWithEveryUnitOfADistrict) {
  const Problem problem = district({.units = 4, .days = 3}, 60);
  const auto rows = frontier(problem, [](const Problem& part) {
    return search_plan(part, {.seed = 1, .iterations = 300}).best;
  });
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows.back().required_missing, 0);
  for (std::size_t k = 1; k < rows.size(); ++k) {
    EXPECT_LE(rows[k].required_missing, rows[k - 1].required_missing);
    EXPECT_FALSE(rows[k].of_fewer);
  }
}

}  // namespace
}  // namespace rawan::patrol
