#include "rawan/algorithms/exposure_null.h"
#include "rawan/algorithms/false_discovery.h"
#include "rawan/algorithms/getis_ord.h"
#include "rawan/algorithms/random.h"
#include "support/spatial_weights.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace rawan {
namespace {

constexpr double kAlpha = 0.05;
constexpr double kMeans[]{0.1, 0.5, 2.0, 10.0};

/// What three standard errors above alpha allow.
double most_alarms(int maps) {
  return maps * kAlpha + 3.0 * std::sqrt(maps * kAlpha * (1.0 - kAlpha));
}

/// Rook neighbors on a lattice, without the full matrix that the small ones are made from.
Weights rook_with_self(std::size_t side) {
  std::vector<Eigen::Triplet<double>> links;
  for (std::size_t i = 0; i < side * side; ++i) {
    links.emplace_back(int(i), int(i), 1.0);
    const auto link = [&](std::size_t j) {
      links.emplace_back(int(i), int(j), 1.0);
      links.emplace_back(int(j), int(i), 1.0);
    };
    if ((i + 1) % side != 0) link(i + 1);
    if (i + side < side * side) link(i + side);
  }
  Weights weights(long(side * side), long(side * side));
  weights.setFromTriplets(links.begin(), links.end());
  return weights;
}

std::vector<double> cases_of(const std::vector<double>& exposure, double mean, Stream& random) {
  std::vector<double> cases;
  for (const double e : exposure) cases.push_back(double(random.poisson(mean * e)));
  return cases;
}

/// Population that gathers around three towns: 0.3 to about 4 times the mean.
std::vector<double> clustered_exposure(std::size_t side) {
  std::vector<double> exposure;
  double sum = 0.0;
  for (std::size_t i = 0; i < side * side; ++i) {
    const Point p{double(i % side), double(i / side)};
    double e = 0.3;
    for (const Point town : {Point{6, 8}, Point{22, 20}, Point{12, 25}}) {
      const double d2 = (p.x - town.x) * (p.x - town.x) + (p.y - town.y) * (p.y - town.y);
      e += 4.0 * std::exp(-d2 / 18.0);
    }
    exposure.push_back(e);
    sum += e;
  }
  for (double& e : exposure) e *= double(side * side) / sum;
  return exposure;
}

bool any_hot_or_cold(const PermutationP& p) {
  return std::ranges::count(rejected(benjamini_hochberg(p.two_sided), kAlpha), 1) > 0;
}

void expect_no_more_alarms_than_stated(const std::string& name,
                                       const std::vector<double>& exposure) {
  constexpr int kMaps = 400;
  const Weights weights = rook_with_self(30);
  for (const double mean : kMeans) {
    SCOPED_TRACE(mean);
    int any = 0;
    for (std::uint64_t map = 0; map < kMaps; ++map) {
      Stream random(41, map);
      const auto p = exposure_tail(weights, cases_of(exposure, mean, random), exposure);
      any += any_hot_or_cold(p) ? 1 : 0;
    }
    ::testing::Test::RecordProperty(name + std::to_string(mean), any);
    EXPECT_LE(any, most_alarms(kMaps));
  }
}

TEST(ExposureCalibration, TheExactTailFindsAnythingInAtMostAlphaOfMapsWithoutAnything) {
  expect_no_more_alarms_than_stated("even_at_mean_", std::vector<double>(900, 1.0));
}

// The same check on normal p-values of Gi* for hot places, which find one in 82, 40, 15 and 12 %
// of such maps: it must fail at every mean.
TEST(ExposureCalibration, WouldNoticeNormalPValues) {
  constexpr int kMaps = 400;
  const Weights weights = rook_with_self(30);
  const std::vector<double> exposure(900, 1.0);
  for (const double mean : kMeans) {
    SCOPED_TRACE(mean);
    int any = 0;
    for (std::uint64_t map = 0; map < kMaps; ++map) {
      Stream random(41, map);
      std::vector<double> p = getis_ord_gi_star(weights, cases_of(exposure, mean, random));
      for (double& value : p) value = 0.5 * std::erfc(value / std::sqrt(2.0));
      any += std::ranges::count(rejected(benjamini_hochberg(p), kAlpha), 1) > 0 ? 1 : 0;
    }
    EXPECT_GT(any, most_alarms(kMaps));
  }
}

TEST(ExposureCalibration, ATownIsNoHotSpotWhereTheRiskIsEven) {
  expect_no_more_alarms_than_stated("towns_at_mean_", clustered_exposure(30));
}

TEST(ExposureCalibration, WouldNoticeThatTheExposureIsForgotten) {
  constexpr int kMaps = 40;
  const Weights weights = rook_with_self(30);
  const std::vector<double> exposure = clustered_exposure(30);
  for (const double mean : kMeans) {
    SCOPED_TRACE(mean);
    int any = 0;
    for (std::uint64_t map = 0; map < kMaps; ++map) {
      Stream random(41, map);
      const std::vector<double> cases = cases_of(exposure, mean, random);
      any += any_hot_or_cold(exposure_tail(weights, cases, std::vector<double>(900, 1.0))) ? 1 : 0;
    }
    EXPECT_GT(any, most_alarms(kMaps));
  }
}

TEST(ExposureCalibration, SimulationFindsAnythingInAtMostAlphaOfMapsWithoutAnything) {
  // 1,999 replicates can reject a lone hot one of 100 areas. Unequal weights: nothing is exact
  // here.
  constexpr int kMaps = 150;
  Weights weights = rook_with_self(10);
  for (Eigen::Index i = 0; i < weights.rows(); ++i) weights.coeffRef(i, i) = 1.5;
  const std::vector<double> exposure(100, 1.0);
  for (const double mean : kMeans) {
    SCOPED_TRACE(mean);
    int any = 0;
    for (std::uint64_t map = 0; map < kMaps; ++map) {
      Stream random(42, map);
      const auto cases = cases_of(exposure, mean, random);
      const auto p = exposure_simulation(weights, cases, exposure, LocalStatistic::getis_ord,
                                         {.replicates = 1999, .seed = map})
                         .p;
      any += std::ranges::count(rejected(benjamini_hochberg(p.greater), kAlpha), 1) > 0 ? 1 : 0;
    }
    RecordProperty("simulated_at_mean_" + std::to_string(mean), any);
    EXPECT_LE(any, most_alarms(kMaps));
  }
}

TEST(ExposureCalibration, SimulationOf900AreasAgreesWithTheExactTail) {
  constexpr std::uint32_t kReplicates = 5000;
  const Weights weights = rook_with_self(30);
  const std::vector<double> exposure = clustered_exposure(30);
  for (const double mean : kMeans) {
    SCOPED_TRACE(mean);
    Stream random(43, 0);
    const auto cases = cases_of(exposure, mean, random);
    const auto exact = exposure_tail(weights, cases, exposure);
    const auto drawn = exposure_simulation(weights, cases, exposure, LocalStatistic::getis_ord,
                                           {.replicates = kReplicates})
                           .p;
    for (std::size_t i = 0; i < 900; ++i) {
      // Five standard errors: wrong for one comparison in a million.
      const double p = exact.greater[i];
      EXPECT_NEAR(drawn.greater[i], p, 5.0 * std::sqrt(p * (1.0 - p) / kReplicates) + 4e-4);
    }
  }
}

/// P(at least the count that Bonferroni asks for | share), a lower bound of what
/// Benjamini-Hochberg finds.
double power(double cases, double share_by_exposure, double share_by_risk, double tests) {
  double least = 0.0;
  while (least < cases &&
         binomial_tails(least, cases, share_by_exposure).at_least > kAlpha / (2.0 * tests)) {
    ++least;
  }
  return binomial_tails(least, cases, share_by_risk).at_least;
}

TEST(ExposureCalibration, FindsFiveAreasOfThreefoldRiskAsOftenAsTheorySays) {
  // A cross of five areas of 100 with three times the risk gets 15 / 110 of the cases in place of
  // 5 / 100. Of 250 cases its middle is found in 80 % of maps and more (`power`).
  constexpr int kMaps = 400;
  constexpr double kCases = 250.0;
  const Weights weights = rook_with_self(10);
  const std::vector<double> exposure(100, 1.0);
  std::vector<double> risk = exposure;
  for (const std::size_t i : {55U, 54U, 56U, 45U, 65U}) risk[i] = 3.0;
  const double theory = power(kCases, 0.05, 15.0 / 110.0, 100.0);
  EXPECT_GT(theory, 0.8);
  int found = 0;
  for (std::uint64_t map = 0; map < kMaps; ++map) {
    Stream random(44, map);
    std::vector<double> cases(100, 0.0);
    for (int c = 0; c < int(kCases); ++c) ++cases[random.categorical(risk)];
    const auto p = exposure_tail(weights, cases, exposure);
    found += rejected(benjamini_hochberg(p.two_sided), kAlpha)[55];
  }
  RecordProperty("found_of_400", found);
  EXPECT_GE(found, kMaps * theory - 3.0 * std::sqrt(kMaps * theory * (1.0 - theory)));
}

}  // namespace
}  // namespace rawan
