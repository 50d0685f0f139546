#include "rawan/algorithms/moran.h"

#include "oracles/autocorrelation.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/false_discovery.h"
#include "support/carolina.h"
#include "support/patterns.h"
#include "support/spatial_weights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace rawan {
namespace {

using ::testing::DoubleNear;
using ::testing::Pointwise;

const std::vector<double> kOneToNine{1, 2, 3, 4, 5, 6, 7, 8, 9};

// Tests of esda (PySAL); the same by spdep.
TEST(GlobalMoran, GivesTheKnownMomentsOfALattice) {
  const Autocorrelation found = global_moran(testing::rook_lattice(3), kOneToNine);
  EXPECT_NEAR(found.value, 0.5, 1e-14);
  EXPECT_NEAR(found.expected, -0.125, 1e-14);
  EXPECT_NEAR(found.variance_randomized, 0.0596875, 1e-14);
  EXPECT_NEAR(found.variance_normal, 0.053125, 1e-14);
  EXPECT_NEAR(found.z_randomized(), 0.625 / std::sqrt(0.0596875), 1e-12);
  EXPECT_NEAR(found.z_normal(), 0.625 / std::sqrt(0.053125), 1e-12);
}

// moran.test of spdep with columbus.gal (230 links): style W, then B.
TEST(GlobalMoran, GivesTheKnownValuesOfColumbus) {
  const testing::Columbus columbus;
  ASSERT_EQ(columbus.weights.nonZeros(), 230);
  const Autocorrelation found = global_moran(row_standardized(columbus.weights), columbus.crime);
  EXPECT_NEAR(found.value, 0.485770914, 5e-10);
  EXPECT_NEAR(found.expected, -0.020833333, 5e-10);
  EXPECT_NEAR(found.variance_randomized, 0.008991121, 5e-10);
  EXPECT_NEAR(global_moran(columbus.weights, columbus.crime).value, 0.482272307, 5e-10);
}

// moran.test and globalG.test of spdep with COL.nb (232 links): style W, then B.
TEST(GlobalMoran, GivesTheKnownValuesOfColumbusWithTheOlderNeighbors) {
  const testing::Columbus columbus("columbus_old.csv");
  ASSERT_EQ(columbus.weights.nonZeros(), 232);
  const Autocorrelation found = global_moran(row_standardized(columbus.weights), columbus.crime);
  EXPECT_NEAR(found.value, 0.510951264, 5e-10);
  EXPECT_NEAR(found.variance_randomized, 0.008908762, 5e-10);
  EXPECT_NEAR(found.z_randomized(), 5.6341, 5e-5);
  EXPECT_NEAR(global_moran(columbus.weights, columbus.crime).value, 0.52063815, 5e-9);
}

TEST(GlobalMoran, HasTheMomentsOfAllArrangements) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const Weights weights = testing::random_weights(6, random);
    const auto x = testing::random_values(6, random);
    const auto all = oracle::over_arrangements(
        x, 6, [&](const auto& arranged) { return oracle::moran(weights, arranged); });
    const Autocorrelation found = global_moran(weights, x);
    EXPECT_NEAR(found.value, oracle::moran(weights, x), 1e-12);
    EXPECT_NEAR(found.expected, oracle::mean(all), 1e-12);
    EXPECT_NEAR(found.variance_randomized, oracle::variance(all), 1e-12);
  }
}

TEST(GlobalMoran, HasTheVarianceOfNormalDraws) {
  const Weights weights = testing::rook_lattice(4);
  constexpr int kDraws = 4000;
  std::vector<double> found;
  double known = 0.0;
  for (int draw = 0; draw < kDraws; ++draw) {
    Stream random(9, std::uint64_t(draw));
    std::vector<double> x;
    for (int i = 0; i < 16; ++i) x.push_back(random.normal());
    const Autocorrelation moran = global_moran(weights, x);
    found.push_back(moran.value);
    known = moran.variance_normal;
  }
  EXPECT_NEAR(oracle::mean(found), -1.0 / 15.0, 4.0 * std::sqrt(known / kDraws));
  EXPECT_NEAR(oracle::variance(found) / known, 1.0, 0.1);
}

TEST(LocalMoran, HasTheMomentsOfAllArrangementsThatKeepTheSite) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const Weights weights = testing::random_weights(6, random);
    const auto x = testing::random_values(6, random);
    const LocalAutocorrelation found = local_moran(weights, x);
    for (std::size_t i = 0; i < 6; ++i) {
      if (std::isnan(found.value[i])) continue;
      const auto all = oracle::over_arrangements(
          x, i, [&](const auto& arranged) { return oracle::local_moran(weights, arranged, i); });
      EXPECT_NEAR(found.value[i], oracle::local_moran(weights, x, i), 1e-12);
      EXPECT_NEAR(found.expected[i], oracle::mean(all), 1e-12);
      EXPECT_NEAR(found.variance[i], oracle::variance(all), 1e-12);
    }
  }
}

TEST(LocalMoran, AddsUpToTheGlobalOne) {
  const testing::Columbus columbus;
  const Weights weights = row_standardized(columbus.weights);
  const auto local = local_moran(weights, columbus.crime);
  double sum = 0.0;
  for (const double value : local.value) sum += value;
  EXPECT_NEAR(sum / weights.sum(), global_moran(weights, columbus.crime).value, 1e-12);
}

TEST(LocalMoran, FindsTheKnownNumberOfPlacesInColumbus) {
  // spdep, style W: p-values of the conditional normal approximation, two-sided.
  const testing::Columbus columbus;
  const auto local = local_moran(row_standardized(columbus.weights), columbus.crime);
  std::vector<double> p;
  for (const double z : local.z) p.push_back(std::erfc(std::abs(z) / std::sqrt(2.0)));
  const auto hits = [](const std::vector<double>& adjusted) {
    return std::ranges::count(rejected(adjusted, 0.05), 1);
  };
  EXPECT_EQ(hits(p), 13);
  EXPECT_EQ(hits(benjamini_hochberg(p)), 3);
  EXPECT_EQ(hits(benjamini_yekutieli(p)), 0);
  EXPECT_EQ(hits(bonferroni(p)), 1);
}

TEST(Moran, IsUnmovedByScaleOffsetAndSign) {
  Stream random(2, 0);
  const Weights weights = testing::random_weights(30, random);
  const auto x = testing::random_values(30, random);
  auto moved = x;
  for (double& value : moved) value = 1e6 - 7.0 * value;
  const Autocorrelation one = global_moran(weights, x);
  const Autocorrelation other = global_moran(weights, moved);
  EXPECT_NEAR(one.value, other.value, 1e-9);
  EXPECT_NEAR(one.variance_randomized, other.variance_randomized, 1e-9);
  EXPECT_THAT(local_moran(weights, moved).z,
              Pointwise(DoubleNear(1e-8), local_moran(weights, x).z));
}

TEST(Moran, IsUndefinedWhereNothingVariesOrNothingIsLinked) {
  const Weights none(4, 4);
  EXPECT_TRUE(std::isnan(global_moran(testing::rook_lattice(2), std::vector(4, 0.1)).value));
  EXPECT_TRUE(std::isnan(global_moran(none, std::vector<double>{1, 2, 3, 4}).value));
  EXPECT_TRUE(std::isnan(local_moran(none, std::vector<double>{1, 2, 3, 4}).z[0]));
}

TEST(Moran, SurvivesDegeneratePatterns) {
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    SCOPED_TRACE(pattern.name);
    Stream random(1, 0);
    const auto x = testing::random_values(pattern.points.size(), random);
    const Weights weights = nearest_weights(pattern.points, 3);
    const std::vector<double> ones(x.size(), 1.0);
    EXPECT_EQ(local_moran(weights, x).z.size(), x.size());
    EXPECT_EQ(std::isnan(global_moran(weights, x).value), x.size() < 3);
    EXPECT_NO_THROW(eb_moran(weights, x, ones));
  }
}

TEST(Moran, RefusesWhatItCannotMean) {
  const Weights weights = testing::rook_lattice(2);
  const std::vector<double> x{1, 2, 3, 4};
  const std::vector<double> nan(4, std::numeric_limits<double>::quiet_NaN());
  const std::vector<double> with_zero{1, 0, 1, 1};
  EXPECT_THROW(global_moran(with_self(weights), x), ContractViolation);
  EXPECT_THROW(global_moran(weights, nan), ContractViolation);
  EXPECT_THROW(local_moran(weights, std::vector(3, 1.0)), ContractViolation);
  EXPECT_THROW(standardized_rates(x, with_zero), ContractViolation);
  EXPECT_THROW(standardized_rates(x, std::vector(3, 1.0)), ContractViolation);
}

// Tests of esda (PySAL): the variance between sites is negative here, -3.7336e-4.
TEST(StandardizedRates, GivesTheKnownValuesOfAssuncaoAndReis) {
  const std::vector<double> cases{30, 25, 25, 15, 33, 21, 30, 20};
  const std::vector<double> exposure{100, 100, 110, 90, 100, 90, 110, 90};
  const auto z = standardized_rates(cases, exposure);
  const std::vector<double> known{1.03843594, -0.04099089, -0.56250375, -1.73061861};
  EXPECT_THAT(std::vector(z.begin(), z.begin() + 4), Pointwise(DoubleNear(5e-9), known));
}

TEST(StandardizedRates, AreZeroWithoutCases) {
  EXPECT_THAT(standardized_rates(std::vector(3, 0.0), std::vector(3, 2.0)), ::testing::Each(0.0));
}

// Infant deaths in North Carolina 1974-78, neighbors of ncCC89.gal, style B, by spdep.
TEST(EbMoran, GivesTheKnownValueOfTheNorthCarolinaDeaths) {
  const testing::Carolina carolina;
  ASSERT_EQ(carolina.weights.nonZeros(), 394);
  std::vector<double> rates;
  for (std::size_t i = 0; i < carolina.births.size(); ++i) {
    rates.push_back(carolina.deaths[i] / carolina.births[i]);
  }
  EXPECT_NEAR(eb_moran(carolina.weights, carolina.deaths, carolina.births).value, 0.25789, 5e-6);
  // moran.test leaves the two islands out of n, EBImoran counts them.
  EXPECT_EQ(islands(carolina.weights).size(), 2U);
  const auto linked = global_moran(carolina.weights, rates, CountedSites::linked);
  EXPECT_NEAR(linked.value, 0.20904, 5e-6);
  EXPECT_NEAR(linked.expected, -1.0 / 97.0, 1e-12);
  EXPECT_NEAR(global_moran(carolina.weights, rates).value, linked.value * 100.0 / 98.0, 1e-12);
}

}  // namespace
}  // namespace rawan
