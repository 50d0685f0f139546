#include "rawan/algorithms/patrol_frontier.h"

#include "rawan/algorithms/contract.h"
#include "support/districts.h"
#include "support/patrol_problems.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tuple>

namespace rawan::patrol {
namespace {

using rawan::testing::district;
using rawan::testing::empty_plan;
using rawan::testing::road_patrol;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Poor on purpose: some plans of more units are worse than those of fewer.
Plan any_plan(const Problem& problem) {
  Stream random(31, problem.shifts.size());
  return rawan::testing::districts::hidden_plan(problem, random);
}

TEST(Frontier, CountsWhatEachUnitBuys) {
  Problem problem = road_patrol({10, 20});
  problem.villages.resize(2);
  problem.stops[1].village = 1;
  problem.stops[1].required = 1;
  problem.units.resize(2);
  problem.shifts.push_back(problem.shifts[0]);
  problem.shifts[1].unit = 1;
  problem.stops[1].units = {1};
  const auto one_stop_each = [](const Problem& part) {
    Plan plan = empty_plan(part);
    for (std::uint32_t t = 0; t < part.shifts.size(); ++t) {
      plan.tours[t] = oracle::timed_tour(part, t, {part.shifts[t].unit}).value();
    }
    return plan;
  };
  const FrontierRow first{.units = 1,
                          .hours = 4.0,
                          .stops = 1,
                          .villages = 1,
                          .visits = 1,
                          .required_missing = 1,
                          .score = 1.0};
  const FrontierRow second{
      .units = 2, .hours = 8.0, .stops = 2, .villages = 2, .visits = 2, .score = 2.0};
  EXPECT_THAT(frontier(problem, one_stop_each), ElementsAre(first, second));
  const std::vector<std::uint32_t> backwards{1, 0};
  EXPECT_EQ(frontier(problem, one_stop_each, backwards)[0].required_missing, 0);
}

TEST(Frontier, NeverFallsWhateverTheSearch) {
  int kept = 0;
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    const Problem problem = district({.units = 6, .days = 3}, seed);
    const auto rows = frontier(problem, any_plan);
    ASSERT_EQ(rows.size(), 6U);
    for (std::size_t k = 1; k < rows.size(); ++k) {
      const auto standing = [](const FrontierRow& row) {
        return std::tuple(row.required_missing, row.village_missing, -row.score);
      };
      EXPECT_LE(standing(rows[k]), standing(rows[k - 1]));
      EXPECT_GT(rows[k].hours, rows[k - 1].hours);
      kept += rows[k].of_fewer ? 1 : 0;
    }
  }
  EXPECT_GT(kept, 0);
}

TEST(Frontier, OfNoUnitsIsEmpty) {
  EXPECT_THAT(frontier(Problem{}, any_plan), IsEmpty());
}

TEST(Frontier, RefusesListsThatAreNone) {
  const Problem problem = road_patrol({10});
  const std::vector<std::uint32_t> twice{0, 0};
  const std::vector<std::uint32_t> unknown{1};
  EXPECT_THROW(frontier(problem, any_plan, twice), ContractViolation);
  EXPECT_THROW(frontier(problem, any_plan, unknown), ContractViolation);
  EXPECT_THROW(frontier(problem, [](const Problem&) { return Plan{}; }), ContractViolation);
}

}  // namespace
}  // namespace rawan::patrol
