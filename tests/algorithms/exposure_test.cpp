#include "rawan/algorithms/exposure.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"
#include "support/dialogue_world.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rawan {
namespace {

TEST(EffortBySite, AddsTheDialoguesOfEachSite) {
  const std::vector<Dialogue> dialogues{{1, 20.0, 4.0}, {0, 8.0, 0.0}, {1, 12.0, 1.0}};
  const std::vector<SiteEffort> effort = effort_by_site(dialogues, 3);
  EXPECT_EQ(effort[1].dialogues, 2U);
  EXPECT_EQ(effort[1].women, WomenConsulted(32.0));
  EXPECT_EQ(effort[1].marks, 5.0);
  EXPECT_EQ(effort[0].marks, 0.0);
  EXPECT_EQ(effort[2].dialogues, 0U);
}

TEST(EffortBySite, RefusesDialoguesThatCannotBe) {
  EXPECT_THROW(effort_by_site(std::vector<Dialogue>{{3, 5.0, 0.0}}, 3), ContractViolation);
  EXPECT_THROW(effort_by_site(std::vector<Dialogue>{{0, 0.0, 0.0}}, 1), ContractViolation);
  EXPECT_THROW(effort_by_site(std::vector<Dialogue>{{0, 5.0, -1.0}}, 1), ContractViolation);
  EXPECT_THROW(effort_by_site(std::vector<Dialogue>{{0, 5.0, NAN}}, 1), ContractViolation);
}

// Two dialogues with 10 women each and 6 and 0 marks: 3 expected in each, 9/3 + 9/3 = 6 on one
// degree of freedom. A site without marks and one with a single dialogue say nothing.
TEST(DesignEffect, IsPearsonsChiSquareWithinSitesOverItsFreedom) {
  const std::vector<Dialogue> dialogues{
      {0, 10.0, 6.0}, {0, 10.0, 0.0}, {1, 9.0, 0.0}, {1, 7.0, 0.0}, {2, 5.0, 3.0}};
  EXPECT_DOUBLE_EQ(design_effect(dialogues, 3), 6.0);
}

TEST(DesignEffect, IsOneWhereNothingCanBeSaid) {
  EXPECT_EQ(design_effect({}, 0), 1.0);
  EXPECT_EQ(design_effect(std::vector<Dialogue>{{0, 10.0, 6.0}}, 1), 1.0);
  EXPECT_EQ(design_effect(std::vector<Dialogue>{{0, 10.0, 0.0}, {0, 9.0, 0.0}}, 1), 1.0);
}

TEST(DesignEffect, IsNeverBelowOne) {
  EXPECT_EQ(design_effect(std::vector<Dialogue>{{0, 10.0, 3.0}, {0, 10.0, 3.0}}, 1), 1.0);
}

double mean_design_effect(const testing::WorldOptions& options) {
  constexpr int kWorlds = 40;
  double sum = 0.0;
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    const testing::World world = testing::make_world(options, seed);
    sum += design_effect(world.dialogues, options.sites);
  }
  return sum / kWorlds;
}

TEST(DesignEffect, StaysNearOneForPoissonMarksHoweverSparse) {
  EXPECT_LT(mean_design_effect({.mean_rate = 0.2, .dialogue_shape = 1e6}), 1.05);
  EXPECT_LT(mean_design_effect({.mean_rate = 0.02, .dialogue_shape = 1e6}), 1.06);
}

// Variance over mean of a mixed Poisson count with mean m is 1 + m v: here about 1 + 14 x 0.2 / 4.
TEST(DesignEffect, GrowsWithTheMoodOfDialogues) {
  const double effect = mean_design_effect({.mean_rate = 0.2, .rate_shape = 1e6});
  EXPECT_NEAR(effect, 1.7, 0.1);
}

}  // namespace
}  // namespace rawan
