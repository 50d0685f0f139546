#include "rawan/algorithms/geary.h"

#include "oracles/autocorrelation.h"
#include "rawan/algorithms/contract.h"
#include "support/patterns.h"
#include "support/spatial_weights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace rawan {
namespace {

using ::testing::DoubleNear;
using ::testing::Pointwise;

// geary.test of spdep with columbus.gal (230 links), style W.
TEST(GlobalGeary, GivesTheKnownValueOfColumbus) {
  const testing::Columbus columbus;
  const auto found = global_geary(row_standardized(columbus.weights), columbus.crime);
  EXPECT_NEAR(found.value, 0.547803377, 5e-10);
  EXPECT_EQ(found.expected, 1.0);
}

// The same with COL.nb (232 links).
TEST(GlobalGeary, GivesTheKnownValueOfColumbusWithTheOlderNeighbors) {
  const testing::Columbus columbus("columbus_old.csv");
  EXPECT_NEAR(global_geary(row_standardized(columbus.weights), columbus.crime).value, 0.52986993,
              5e-9);
}

TEST(GlobalGeary, HasTheMomentsOfAllArrangements) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const Weights weights = testing::random_weights(6, random);
    const auto x = testing::random_values(6, random);
    const auto all = oracle::over_arrangements(
        x, 6, [&](const auto& arranged) { return oracle::geary(weights, arranged); });
    const Autocorrelation found = global_geary(weights, x);
    EXPECT_NEAR(found.value, oracle::geary(weights, x), 1e-12);
    EXPECT_NEAR(found.expected, oracle::mean(all), 1e-12);
    EXPECT_NEAR(found.variance_randomized, oracle::variance(all), 1e-12);
  }
}

TEST(GlobalGeary, HasTheVarianceOfNormalDraws) {
  const Weights weights = testing::rook_lattice(4);
  constexpr int kDraws = 4000;
  std::vector<double> found;
  double known = 0.0;
  for (int draw = 0; draw < kDraws; ++draw) {
    Stream random(9, std::uint64_t(draw));
    std::vector<double> x;
    for (int i = 0; i < 16; ++i) x.push_back(random.normal());
    const Autocorrelation geary = global_geary(weights, x);
    found.push_back(geary.value);
    known = geary.variance_normal;
  }
  EXPECT_NEAR(oracle::mean(found), 1.0, 4.0 * std::sqrt(known / kDraws));
  EXPECT_NEAR(oracle::variance(found) / known, 1.0, 0.1);
}

TEST(GlobalGeary, CanLeaveIslandsOutOfTheNumberOfSites) {
  const Weights weights =
      testing::weights_from({{0, 1, 0, 0}, {1, 0, 1, 0}, {0, 1, 0, 0}, {0, 0, 0, 0}});
  const std::vector<double> x{1, 2, 4, 9};
  const double all = global_geary(weights, x).value;
  EXPECT_NEAR(all, oracle::geary(weights, x), 1e-14);
  EXPECT_NEAR(global_geary(weights, x, CountedSites::linked).value, all * 2.0 / 3.0, 1e-14);
}

TEST(LocalGeary, HasTheMomentsOfAllArrangementsThatKeepTheSite) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const Weights weights = testing::random_weights(6, random);
    const auto x = testing::random_values(6, random);
    const LocalAutocorrelation found = local_geary(weights, x);
    for (std::size_t i = 0; i < 6; ++i) {
      if (std::isnan(found.value[i])) continue;
      const auto all = oracle::over_arrangements(
          x, i, [&](const auto& arranged) { return oracle::local_geary(weights, arranged, i); });
      EXPECT_NEAR(found.value[i], oracle::local_geary(weights, x, i), 1e-12);
      EXPECT_NEAR(found.expected[i], oracle::mean(all), 1e-12);
      EXPECT_NEAR(found.variance[i], oracle::variance(all), 1e-11);
    }
  }
}

TEST(LocalGeary, AddsUpToTheGlobalOne) {
  Stream random(6, 0);
  const Weights weights = testing::random_weights(25, random);
  const auto x = testing::random_values(25, random);
  double sum = 0.0;
  for (const double value : local_geary(weights, x).value) {
    if (!std::isnan(value)) sum += value;
  }
  EXPECT_NEAR(sum * 24.0 / 25.0 / (2.0 * weights.sum()), global_geary(weights, x).value, 1e-12);
}

TEST(Geary, IsUnmovedByScaleOffsetAndSign) {
  Stream random(2, 0);
  const Weights weights = testing::random_weights(30, random);
  const auto x = testing::random_values(30, random);
  auto moved = x;
  for (double& value : moved) value = 1e6 - 7.0 * value;
  EXPECT_NEAR(global_geary(weights, x).value, global_geary(weights, moved).value, 1e-9);
  EXPECT_THAT(local_geary(weights, moved).z,
              Pointwise(DoubleNear(1e-8), local_geary(weights, x).z));
}

TEST(Geary, SurvivesDegeneratePatterns) {
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    SCOPED_TRACE(pattern.name);
    Stream random(1, 0);
    const auto x = testing::random_values(pattern.points.size(), random);
    const Weights weights = nearest_weights(pattern.points, 3);
    EXPECT_EQ(local_geary(weights, x).z.size(), x.size());
    EXPECT_EQ(std::isnan(global_geary(weights, x).value), x.size() < 3);
  }
}

TEST(Geary, IsUndefinedWhereNothingVaries) {
  const Weights weights = testing::rook_lattice(2);
  EXPECT_TRUE(std::isnan(global_geary(weights, std::vector(4, 0.1)).value));
  EXPECT_TRUE(std::isnan(local_geary(weights, std::vector(4, 0.1)).value[0]));
}

TEST(Geary, RefusesSitesThatAreTheirOwnNeighbors) {
  const Weights weights = with_self(testing::rook_lattice(2));
  EXPECT_THROW(global_geary(weights, std::vector<double>{1, 2, 3, 4}), ContractViolation);
  EXPECT_THROW(local_geary(weights, std::vector<double>{1, 2, 3, 4}), ContractViolation);
}

}  // namespace
}  // namespace rawan
