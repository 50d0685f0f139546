#include "rawan/algorithms/getis_ord.h"

#include "oracles/autocorrelation.h"
#include "rawan/algorithms/contract.h"
#include "support/patterns.h"
#include "support/spatial_weights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace rawan {
namespace {

using ::testing::DoubleNear;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Pointwise;

// The six points of the tests of esda (PySAL); values by spdep for binary and standardized rows.
TEST(Gi, GivesTheKnownScoresOfSixPoints) {
  const testing::SixPoints six;
  const std::vector<double> known{-1.013672899, -0.043615894, 1.315587029,
                                  -0.314126758, 1.153739858,  1.778339409};
  EXPECT_THAT(getis_ord_gi(six.weights, six.values), Pointwise(DoubleNear(5e-10), known));
}

TEST(Gi, ScoresStandardizedRowsLikeBinaryOnes) {
  // A variance with the row sum in the place of the sum of squares answers -0.6207 for the first.
  const testing::SixPoints six;
  const auto binary = getis_ord_gi(six.weights, six.values);
  const auto standardized = getis_ord_gi(row_standardized(six.weights), six.values);
  EXPECT_THAT(standardized, Pointwise(DoubleNear(1e-12), binary));
}

TEST(GiStar, GivesTheKnownScoresOfSixPoints) {
  const testing::SixPoints six;
  const std::vector<double> known{-1.397276262, -0.289177616, 0.650649635,
                                  -0.289177616, 1.234520884,  2.024243309};
  const Weights weights = with_self(six.weights);
  EXPECT_THAT(getis_ord_gi_star(weights, six.values), Pointwise(DoubleNear(5e-10), known));
  EXPECT_THAT(getis_ord_gi_star(row_standardized(weights), six.values),
              Pointwise(DoubleNear(5e-10), known));
}

TEST(GetisOrd, MatchesTheTextbookFormulaOnRandomInput) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const std::size_t n = 4 + random.below(30);
    const Weights weights = testing::random_weights(n, random);
    const auto x = testing::random_values(n, random);
    const Weights star_weights = with_self(weights, 0.7);
    const auto gi = getis_ord_gi(weights, x);
    const auto star = getis_ord_gi_star(star_weights, x);
    for (std::size_t i = 0; i < n; ++i) {
      if (std::isnan(gi[i])) continue;
      EXPECT_NEAR(star[i], oracle::getis_ord(star_weights, x, i, true), 1e-9);
      EXPECT_NEAR(gi[i], oracle::getis_ord(weights, x, i, false), 1e-9);
    }
  }
}

TEST(GetisOrd, IsUnmovedByScaleAndOffsetAndTurnsWithTheSign) {
  Stream random(3, 0);
  const Weights weights = testing::random_weights(40, random);
  const Weights star_weights = with_self(weights);
  const auto x = testing::random_values(40, random);
  auto moved = x;
  auto mirrored = x;
  for (double& value : moved) value = 3.0 * value + 1e6;
  for (double& value : mirrored) value = -value;
  const auto star = getis_ord_gi_star(star_weights, x);
  const auto gi = getis_ord_gi(weights, x);
  auto minus = star;
  for (double& score : minus) score = -score;
  EXPECT_THAT(getis_ord_gi_star(star_weights, moved), Pointwise(DoubleNear(1e-8), star));
  EXPECT_THAT(getis_ord_gi(weights, moved), Pointwise(DoubleNear(1e-8), gi));
  EXPECT_THAT(getis_ord_gi_star(star_weights, mirrored), Pointwise(DoubleNear(1e-12), minus));
}

TEST(GetisOrd, IsUnmovedByScalingARow) {
  Stream random(4, 0);
  const Weights weights = testing::random_weights(30, random);
  const auto x = testing::random_values(30, random);
  Weights scaled = weights;
  for (Eigen::Index i = 0; i < scaled.rows(); ++i) {
    for (Weights::InnerIterator link(scaled, i); link; ++link) {
      link.valueRef() *= 0.01 + static_cast<double>(i);
    }
  }
  EXPECT_THAT(getis_ord_gi(scaled, x), Pointwise(DoubleNear(1e-9), getis_ord_gi(weights, x)));
}

TEST(GetisOrd, FollowsTheSitesThroughAShuffle) {
  Stream random(5, 0);
  const auto sites = testing::random_points(60, 10.0, random);
  const auto x = testing::random_values(60, random);
  std::vector<std::size_t> order(60);
  std::iota(order.begin(), order.end(), std::size_t{0});
  random.shuffle(std::span(order));
  std::vector<Point> moved;
  std::vector<double> moved_x;
  for (const std::size_t from : order) moved.push_back(sites[from]);
  for (const std::size_t from : order) moved_x.push_back(x[from]);
  const auto score = getis_ord_gi_star(with_self(distance_band_weights(sites, 3_m)), x);
  const auto again = getis_ord_gi_star(with_self(distance_band_weights(moved, 3_m)), moved_x);
  for (std::size_t i = 0; i < 60; ++i) EXPECT_NEAR(again[i], score[order[i]], 1e-12);
}

TEST(GetisOrd, IsZeroWhenAllValuesAreEqual) {
  const Weights weights = testing::rook_lattice(4);
  const std::vector<double> equal(16, 0.1);
  EXPECT_THAT(getis_ord_gi_star(with_self(weights), equal), Each(0.0));
  EXPECT_THAT(getis_ord_gi(weights, equal), Each(0.0));
}

TEST(GetisOrd, IsZeroWhereEveryoneIsANeighborWithTheSameWeight) {
  const Weights all = distance_band_weights(testing::SixPoints().sites, 1_km);
  const std::vector<double> x{0.1, 0.7, 0.2, 12.9, 3.3, 0.4};
  EXPECT_THAT(getis_ord_gi_star(with_self(all), x), Each(0.0));
  EXPECT_THAT(getis_ord_gi(row_standardized(all), x), Each(0.0));
}

TEST(Gi, SeesNothingWhereAllOtherValuesAreEqual) {
  std::vector<double> x(16, 0.1);
  x[5] = 1e9;
  EXPECT_EQ(getis_ord_gi(testing::rook_lattice(4), x)[5], 0.0);
}

TEST(GetisOrd, KeepsTheRecordOfAnIslandWithoutAScore) {
  const std::vector<Point> sites{{0, 0}, {1, 0}, {0, 1}, {900, 900}};
  const std::vector<double> x{1, 2, 4, 8};
  const Weights weights = distance_band_weights(sites, 1_m);
  const auto gi = getis_ord_gi(weights, x);
  const auto star = getis_ord_gi_star(with_self(weights), x);
  ASSERT_EQ(gi.size(), 4U);
  EXPECT_TRUE(std::isnan(gi[3]));
  EXPECT_TRUE(std::isnan(star[3]));
  EXPECT_FALSE(std::isnan(gi[0]));
  EXPECT_FALSE(std::isnan(star[0]));
}

TEST(GetisOrd, SurvivesDegeneratePatterns) {
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    SCOPED_TRACE(pattern.name);
    Stream random(1, 0);
    const auto x = testing::random_values(pattern.points.size(), random);
    const Weights weights = distance_band_weights(pattern.points, 1_m);
    const auto alone = islands(weights);
    const auto star = getis_ord_gi_star(with_self(weights), x);
    ASSERT_EQ(star.size(), x.size());
    const auto undefined = std::ranges::count_if(star, [](double z) { return std::isnan(z); });
    EXPECT_EQ(std::size_t(undefined), alone.size());
    EXPECT_EQ(getis_ord_gi(weights, x).size(), x.size());
    EXPECT_NO_THROW(getis_ord_general_g(weights, x));
  }
}

TEST(GetisOrd, RefusesWhatItCannotMean) {
  const testing::SixPoints six;
  const std::vector<double> five(5, 1.0);
  auto bad = six.values;
  bad[2] = std::numeric_limits<double>::quiet_NaN();
  const Weights with_diagonal = with_self(six.weights);
  EXPECT_THROW(getis_ord_gi(six.weights, five), ContractViolation);
  EXPECT_THROW(getis_ord_gi(six.weights, bad), ContractViolation);
  EXPECT_THROW(getis_ord_gi(with_diagonal, six.values), ContractViolation);
  EXPECT_THROW(getis_ord_gi_star(six.weights, six.values), ContractViolation);
  EXPECT_THROW(getis_ord_gi(-six.weights, six.values), ContractViolation);
  bad[2] = -1.0;
  EXPECT_THROW(getis_ord_general_g(six.weights, bad), ContractViolation);
}

// Same source as above.
TEST(GeneralG, GivesTheKnownMomentsOfSixPoints) {
  const testing::SixPoints six;
  const GeneralG g = getis_ord_general_g(six.weights, six.values);
  EXPECT_NEAR(g.value, 0.5570977918, 5e-11);
  EXPECT_NEAR(g.expected, 0.4666666667, 5e-11);
  EXPECT_NEAR(g.variance, 0.009203550195, 5e-13);
  EXPECT_NEAR(g.z(), (0.5570977918 - 0.4666666667) / std::sqrt(0.009203550195), 1e-8);
}

TEST(GeneralG, GivesTheKnownValueOfColumbus) {
  const testing::Columbus columbus;
  EXPECT_NEAR(getis_ord_general_g(columbus.weights, columbus.crime).value, 0.1227242, 5e-8);
}

// globalG.test of spdep with COL.nb (232 links), style B.
TEST(GeneralG, GivesTheKnownValueOfColumbusWithTheOlderNeighbors) {
  const testing::Columbus columbus("columbus_old.csv");
  EXPECT_NEAR(getis_ord_general_g(columbus.weights, columbus.crime).value, 0.1262814964, 5e-11);
}

TEST(GeneralG, HasTheMomentsOfAllArrangements) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const Weights weights = testing::random_weights(6, random);
    const auto x = testing::random_values(6, random);
    const auto all = oracle::over_arrangements(
        x, 6, [&](const auto& arranged) { return oracle::general_g(weights, arranged); });
    const GeneralG g = getis_ord_general_g(weights, x);
    EXPECT_NEAR(g.value, oracle::general_g(weights, x), 1e-12);
    EXPECT_NEAR(g.expected, oracle::mean(all), 1e-12);
    EXPECT_NEAR(g.variance, oracle::variance(all), 1e-12);
  }
}

TEST(GeneralG, IsUndefinedWithoutTwoPositiveValues) {
  const Weights weights = testing::rook_lattice(3);
  std::vector<double> x(9, 0.0);
  x[4] = 3.0;
  EXPECT_TRUE(std::isnan(getis_ord_general_g(weights, x).value));
  x[5] = 1.0;
  EXPECT_NEAR(getis_ord_general_g(weights, x).value, 1.0, 1e-15);
}

}  // namespace
}  // namespace rawan
