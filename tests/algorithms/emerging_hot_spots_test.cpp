#include "rawan/algorithms/emerging_hot_spots.h"

#include "oracles/autocorrelation.h"
#include "rawan/algorithms/contract.h"
#include "support/spatial_weights.h"

#include <Eigen/Dense>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace rawan {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;

/// One letter per step: h(ot), c(old), . neither.
std::vector<Heat> steps_of(const std::string& letters) {
  std::vector<Heat> steps;
  for (const char letter : letters) {
    steps.push_back(letter == 'h' ? Heat::hot : (letter == 'c' ? Heat::cold : Heat::neither));
  }
  return steps;
}

EmergingClass class_of(const std::string& letters, Direction trend = Direction::steady) {
  return emerging_class(steps_of(letters), trend);
}

TEST(EmergingClass, FollowsThePublishedDefinitions) {
  const auto hot = [](EmergingPattern pattern) { return EmergingClass{pattern, Heat::hot}; };
  EXPECT_EQ(class_of(".........h"), hot(EmergingPattern::newly));
  EXPECT_EQ(class_of(".......hhh"), hot(EmergingPattern::consecutive));
  EXPECT_EQ(class_of("..h....h.h"), hot(EmergingPattern::sporadic));
  EXPECT_EQ(class_of("..hc...h.h"), hot(EmergingPattern::oscillating));
  EXPECT_EQ(class_of("hhhhhhhhh."), hot(EmergingPattern::historical));
  EXPECT_EQ(class_of(".hhhhhhhhh"), hot(EmergingPattern::persistent));
  EXPECT_EQ(class_of(".hhhhhhhhh", Direction::rising), hot(EmergingPattern::intensifying));
  EXPECT_EQ(class_of(".hhhhhhhhh", Direction::falling), hot(EmergingPattern::diminishing));
  EXPECT_EQ(class_of("hhhhhhhh.."), EmergingClass{});
  EXPECT_EQ(class_of(".........."), EmergingClass{});
}

TEST(EmergingClass, ATrendAloneMakesNoHotSpot) {
  EXPECT_EQ(class_of("..........", Direction::rising), EmergingClass{});
  EXPECT_EQ(class_of("..h....h.h", Direction::rising).pattern, EmergingPattern::sporadic);
}

// Counting significant periods of both signs would call these persistent or intensifying.
TEST(EmergingClass, NeverAddsColdStepsToHotOnes) {
  EXPECT_EQ(class_of("ccccchhhhh", Direction::rising),
            (EmergingClass{EmergingPattern::consecutive, Heat::hot}));
  EXPECT_EQ(class_of("chchchchch"), (EmergingClass{EmergingPattern::oscillating, Heat::hot}));
  EXPECT_EQ(class_of("ccccccccch"), (EmergingClass{EmergingPattern::newly, Heat::hot}));
  EXPECT_EQ(class_of("cccchhhhh."), EmergingClass{});
}

TEST(EmergingClass, TurnsWithTheSign) {
  Stream random(1, 0);
  for (int i = 0; i < 2000; ++i) {
    std::vector<Heat> steps(5 + random.below(8));
    const double often = 0.3 + 0.7 * random.uniform();
    for (Heat& step : steps) {
      step = random.uniform() < often ? Heat::hot : Heat(int(random.below(3)) - 1);
    }
    const auto trend = Direction(int(random.below(3)) - 1);
    std::vector<Heat> mirrored = steps;
    for (Heat& step : mirrored) step = Heat(-int(step));
    const EmergingClass one = emerging_class(steps, trend);
    const EmergingClass other = emerging_class(mirrored, Direction(-int(trend)));
    EXPECT_EQ(one.pattern, other.pattern);
    EXPECT_EQ(int(one.side), -int(other.side));
  }
}

/// The classes by counting, one condition after the other as they are printed.
EmergingPattern by_the_definitions(const std::vector<Heat>& steps, Direction trend) {
  const auto n = double(steps.size());
  const auto hot = double(std::ranges::count(steps, Heat::hot));
  const bool cold = std::ranges::count(steps, Heat::cold) > 0;
  const bool now = steps.back() == Heat::hot;
  std::size_t run = 0;
  while (run < steps.size() && steps[steps.size() - 1 - run] == Heat::hot) ++run;
  const bool nearly_always = hot / n >= 0.9 - 1e-12;
  if (!now && nearly_always) return EmergingPattern::historical;
  if (!now) return EmergingPattern::none;
  if (nearly_always && trend == Direction::rising) return EmergingPattern::intensifying;
  if (nearly_always && trend == Direction::falling) return EmergingPattern::diminishing;
  if (nearly_always) return EmergingPattern::persistent;
  if (hot == 1.0) return EmergingPattern::newly;
  if (hot == double(run)) return EmergingPattern::consecutive;
  return cold ? EmergingPattern::oscillating : EmergingPattern::sporadic;
}

TEST(EmergingClass, AgreesWithTheConditionsOnAllShortSeries) {
  int codes = 1;
  for (int step = 0; step < 7; ++step) codes *= 3;
  for (int code = 0; code < codes; ++code) {
    std::vector<Heat> steps;
    for (int k = 0, rest = code; k < 7; ++k, rest /= 3) steps.push_back(Heat(rest % 3 - 1));
    for (const Direction trend : {Direction::falling, Direction::steady, Direction::rising}) {
      const EmergingClass found = emerging_class(steps, trend);
      if (found.side == Heat::cold) continue;
      EXPECT_EQ(found.pattern, by_the_definitions(steps, trend)) << code;
    }
  }
}

TEST(EmergingClass, RefusesWhatItCannotMean) {
  EXPECT_THROW(emerging_class({}, Direction::steady), ContractViolation);
  EXPECT_THROW(emerging_class(steps_of("h"), Direction::steady, 0.0), ContractViolation);
}

TEST(SpaceTimeWeights, LinkNeighborsOfThisStepAndTheOneBefore) {
  const Weights line = testing::weights_from({{0, 1, 0}, {1, 0, 0}, {0, 0, 0}});
  const Eigen::MatrixXd cube(space_time_weights(line, 2, 1));
  Eigen::MatrixXd known(6, 6);
  known << 1, 1, 0, 0, 0, 0,  //
      1, 1, 0, 0, 0, 0,       //
      0, 0, 1, 0, 0, 0,       //
      1, 1, 0, 1, 1, 0,       //
      1, 1, 0, 1, 1, 0,       //
      0, 0, 0, 0, 0, 1;       // an island stays one
  EXPECT_EQ(cube, known);
  EXPECT_EQ(space_time_weights(line, 3, 0).nonZeros(), 15);
}

TEST(EmergingHotSpots, ScoresEachStepAmongAllByThePrintedFormula) {
  Stream random(2, 0);
  const Weights rook = testing::rook_lattice(3);
  const auto values = testing::random_values(9 * 5, random);
  const auto found = emerging_hot_spots(rook, values, 5);
  ASSERT_TRUE(found);
  const Weights cube = space_time_weights(rook, 5, 1);
  for (std::size_t cell = 0; cell < values.size(); ++cell) {
    EXPECT_NEAR(found->z[cell], oracle::getis_ord(cube, values, cell, true), 1e-9);
  }
  EXPECT_EQ(found->classes.size(), 9U);
  EXPECT_EQ(found->trend.size(), 9U);
}

/// A map of 8 x 8 with 12 steps whose corner of 3 x 3 rises from step `first` on.
std::vector<double> with_corner(double background, double corner, std::size_t first,
                                Stream& random) {
  std::vector<double> cases;
  for (std::size_t step = 0; step < 12; ++step) {
    for (std::size_t i = 0; i < 64; ++i) {
      const bool inside = i % 8 < 3 && i / 8 < 3 && step >= first;
      cases.push_back(double(random.poisson(inside ? corner : background)));
    }
  }
  return cases;
}

TEST(EmergingHotSpots, KnowPlantedOnesByTheirBeginning) {
  Stream random(3, 0);
  const Weights rook = testing::rook_lattice(8);
  const std::vector<double> exposure(64 * 12, 1.0);
  const auto first_class = [&](std::size_t first) {
    const auto cases = with_corner(4.0, 40.0, first, random);
    return emerging_hot_spots(rook, cases, exposure, 12, {.steps_back = 0})->classes[9];
  };
  EXPECT_EQ(first_class(11), (EmergingClass{EmergingPattern::newly, Heat::hot}));
  EXPECT_EQ(first_class(7), (EmergingClass{EmergingPattern::consecutive, Heat::hot}));
  EXPECT_EQ(first_class(0).side, Heat::hot);
  EXPECT_NE(first_class(0).pattern, EmergingPattern::none);
}

TEST(EmergingHotSpots, ScoreCountsByTheirBinomial) {
  const Weights pair = testing::weights_from({{0, 1}, {1, 0}});
  const std::vector<double> cases{3, 1, 0, 2, 4, 0, 1, 1, 2, 6};
  const std::vector<double> exposure{1, 1, 2, 2, 1, 1, 1, 1, 3, 2};
  const auto found = emerging_hot_spots(pair, cases, exposure, 5, {.steps_back = 0});
  // In the last step 8 of 20 cases where 5 of 15 are exposed.
  EXPECT_NEAR(found->z[8], (8.0 - 20.0 / 3.0) / std::sqrt(20.0 * 2.0 / 9.0), 1e-12);
  EXPECT_EQ(found->z[8], found->z[9]);
}

TEST(EmergingHotSpots, AreNotAssessedOnIslandsOrWhereNobodyWasAskedLast) {
  const Weights weights = testing::weights_from({{0, 1, 0}, {1, 0, 0}, {0, 0, 0}});
  std::vector<double> exposure(15, 1.0);
  exposure[13] = 0.0;
  const auto found = emerging_hot_spots(weights, std::vector<double>(15, 0.0), exposure, 5);
  EXPECT_EQ(found->classes[0].pattern, EmergingPattern::none);
  EXPECT_EQ(found->classes[1].pattern, EmergingPattern::not_assessed);
  EXPECT_EQ(found->classes[2].pattern, EmergingPattern::not_assessed);
}

TEST(EmergingHotSpots, RefuseSeriesThatCannotShowATrend) {
  const Weights rook = testing::rook_lattice(2);
  EXPECT_FALSE(emerging_hot_spots(rook, std::vector<double>(16, 1.0), 4));
  EXPECT_FALSE(
      emerging_hot_spots(rook, std::vector<double>(16, 1.0), std::vector<double>(16, 1.0), 4));
  EXPECT_TRUE(emerging_hot_spots(rook, std::vector<double>(20, 1.0), 5));
  EXPECT_TRUE(emerging_hot_spots(Weights(0, 0), {}, 5)->classes.empty());
}

TEST(EmergingHotSpots, SeeNothingInEqualValues) {
  const auto found = emerging_hot_spots(testing::rook_lattice(3), std::vector<double>(54, 0.1), 6);
  EXPECT_THAT(found->classes, Each(EmergingClass{}));
}

TEST(EmergingHotSpots, RefuseWhatTheyCannotMean) {
  const Weights rook = testing::rook_lattice(2);
  const std::vector<double> ones(20, 1.0);
  EXPECT_THROW(emerging_hot_spots(rook, ones, 6), ContractViolation);
  EXPECT_THROW(emerging_hot_spots(rook, ones, std::vector<double>(19, 1.0), 5), ContractViolation);
  EXPECT_THROW(emerging_hot_spots(rook, ones, std::vector<double>(20, 0.0), 5), ContractViolation);
  EXPECT_THROW(emerging_hot_spots(rook, std::vector<double>(20, NAN), 5), ContractViolation);
}

}  // namespace
}  // namespace rawan
