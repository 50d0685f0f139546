// False alarms and power of the scans, judged by data drawn here and not by the scan's own draws.
//
// Bounds were set before running. Of n null studies the number with p <= 0.05 must lie in the exact
// binomial interval of 99.9 %: for n = 2,000 [69, 133], for n = 1,000 [29, 74], for n = 500 [11,
// 42]. Whole distributions are held to the inequality of Dvoretzky, Kiefer, Wolfowitz and Massart
// at 99.9 %, which is exact or conservative for every distribution.
#include "oracles/scan.h"
#include "rawan/algorithms/random.h"
#include "rawan/algorithms/scan_statistic.h"

#include <boost/math/distributions/binomial.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rawan {
namespace {

struct Areas {
  std::vector<Position> sites;
  std::vector<double> population;
};

std::vector<std::uint32_t> cases_by(const std::vector<double>& risk, std::uint64_t total,
                                    Stream& random) {
  std::vector<std::uint32_t> cases(risk.size(), 0);
  for (std::uint64_t i = 0; i < total; ++i) ++cases[random.categorical(risk)];
  return cases;
}

/// Areas of equal population: lattice ties, and few values of the statistic.
Areas equal_grid(int columns, int rows) {
  Areas areas;
  for (int i = 0; i < columns * rows; ++i) {
    areas.sites.push_back({double(i % columns), double(i / columns), 0.0});
  }
  areas.population.assign(areas.sites.size(), 100.0);
  return areas;
}

Areas lognormal_areas(std::uint64_t seed) {
  Stream random(seed, 0);
  Areas areas;
  for (int i = 0; i < 120; ++i) {
    areas.sites.push_back({100.0 * random.uniform(), 100.0 * random.uniform(), 0.0});
    areas.population.push_back(std::round(std::exp(6.0 + random.normal())) + 1.0);
  }
  return areas;
}

/// p-values of studies in which nothing happens.
struct NullStudies {
  std::vector<double> rank;
  std::vector<double> strict;  ///< If ties did not count: wrong.
  std::vector<double> gumbel;
};

constexpr std::uint32_t kReplicates = 99;
constexpr std::uint32_t kStudies = 2000;
constexpr std::size_t kFewestAlarms = 69;
constexpr std::size_t kMostAlarms = 133;

NullStudies null_studies(const Areas& areas, std::uint64_t total, std::uint32_t many = kStudies) {
  NullStudies studies;
  for (std::uint32_t study = 0; study < many; ++study) {
    Stream random(total, study);
    const auto cases = cases_by(areas.population, total, random);
    const ScanResult found = scan(areas.sites, cases, areas.population,
                                  {.replicates = kReplicates, .seed = 7000 + study});
    const bool none = found.clusters.empty();
    const double statistic = none ? 0.0 : found.clusters.front().statistic;
    const auto larger =
        std::ranges::count_if(found.maxima, [&](double m) { return m > statistic * (1.0 + 1e-9); });
    studies.rank.push_back(none ? 1.0 : found.clusters.front().p_value);
    studies.strict.push_back(none ? 1.0 : (1.0 + double(larger)) / (1.0 + kReplicates));
    studies.gumbel.push_back(none ? 1.0 : found.clusters.front().gumbel_p.value_or(1.0));
  }
  return studies;
}

std::size_t alarms(const std::vector<double>& p_values, double level = 0.05) {
  return static_cast<std::size_t>(
      std::ranges::count_if(p_values, [&](double p) { return p <= level + 1e-12; }));
}

/// The largest of P^(p <= a) - a over the values a that p can take.
double excess_of_small(const std::vector<double>& p_values) {
  double largest = -1.0;
  for (std::uint32_t k = 1; k <= kReplicates + 1; ++k) {
    const double level = double(k) / (kReplicates + 1);
    const double share = double(alarms(p_values, level)) / double(p_values.size());
    largest = std::max(largest, share - level);
  }
  return largest;
}

double lack_of_small(const std::vector<double>& p_values) {
  double largest = -1.0;
  for (std::uint32_t k = 1; k <= kReplicates + 1; ++k) {
    const double level = double(k) / (kReplicates + 1);
    const double share = double(alarms(p_values, level)) / double(p_values.size());
    largest = std::max(largest, level - share);
  }
  return largest;
}

double one_sided(double studies) {
  return std::sqrt(std::log(1.0 / 0.001) / (2.0 * studies));
}

double two_sided(double studies) {
  return std::sqrt(std::log(2.0 / 0.001) / (2.0 * studies));
}

TEST(ScanCalibration, NeverHasMoreSmallPValuesThanPromised) {
  const Areas areas = lognormal_areas(1);
  for (const std::uint64_t total : {6U, 15U}) {
    SCOPED_TRACE(total);
    const NullStudies studies = null_studies(areas, total, 1000);
    EXPECT_LE(alarms(studies.rank), 74U);
    EXPECT_LE(excess_of_small(studies.rank), one_sided(1000));
  }
  const NullStudies studies = null_studies(areas, 60);
  EXPECT_LE(alarms(studies.rank), kMostAlarms);
  EXPECT_LE(excess_of_small(studies.rank), one_sided(kStudies));
}

TEST(ScanCalibration, HasUniformPValuesWhereTiesAreRare) {
  const NullStudies studies = null_studies(lognormal_areas(2), 300);
  EXPECT_GE(alarms(studies.rank), kFewestAlarms);
  EXPECT_LE(alarms(studies.rank), kMostAlarms);
  EXPECT_LE(excess_of_small(studies.rank), two_sided(kStudies));
  EXPECT_LE(lack_of_small(studies.rank), two_sided(kStudies));
  EXPECT_GE(alarms(studies.gumbel), kFewestAlarms);
  EXPECT_LE(alarms(studies.gumbel), kMostAlarms);
}

TEST(ScanCalibration, KeepsItsLevelWhereTiesAreMany) {
  const Areas areas = equal_grid(10, 10);
  for (const std::uint64_t total : {3U, 5U, 8U, 20U}) {
    SCOPED_TRACE(total);
    const NullStudies studies = null_studies(areas, total, 500);
    EXPECT_LE(alarms(studies.rank), 42U);
    EXPECT_LE(excess_of_small(studies.rank), one_sided(500));
  }
}

TEST(ScanCalibration, WouldNoticeIfTiesDidNotCount) {
  // Two cases fall into the same of 15 areas with probability 1/15. No replicate is larger, so p
  // would be 1/100 where only larger ones count: above the level by that alone.
  const NullStudies studies = null_studies(equal_grid(5, 3), 2);
  EXPECT_LE(alarms(studies.rank), kMostAlarms);
  EXPECT_GT(alarms(studies.strict), kMostAlarms);
}

/// P(p <= 0.05 from 99 replicates) where a known window has `share` of the cases, at least.
///
/// By Chernoff, a window's ratio passes t under the null with probability <= exp(-t), so that the
/// largest of w windows does with probability <= w exp(-t). Where that is 0.01, at most 4 of 99
/// replicates pass t (and p <= 0.05) with the probability of a binomial count.
double least_power(std::size_t windows, double expected_share, double share, std::uint64_t total) {
  const double bar = std::log(double(windows) / 0.01);
  double need = 0.0;
  while (poisson_log_likelihood_ratio(need, expected_share * double(total), double(total)) < bar) {
    need += 1.0;
  }
  const boost::math::binomial inside(double(total), share);
  const boost::math::binomial passing(double(kReplicates), 0.01);
  return boost::math::cdf(boost::math::complement(inside, need - 1.0)) *
         boost::math::cdf(passing, 4.0);
}

TEST(ScanCalibration, FindsThePlantedClusterWithThePowerThatTheoryGuarantees) {
  const Areas areas = equal_grid(10, 10);
  std::vector<double> risk(100, 1.0);
  const std::vector<std::uint32_t> planted{34, 43, 44, 45, 54};  // a center and its four neighbors
  for (const std::uint32_t i : planted) risk[i] = 4.0;
  const std::vector<std::uint32_t> ones(100, 1);
  const std::size_t windows =
      oracle::all_windows({areas.sites, ones, areas.population}, {.min_cases = 1}).size();
  const double guaranteed = least_power(windows, 0.05, 20.0 / 115.0, 300);
  ASSERT_GT(guaranteed, 0.8) << "or the study says little";
  double detected = 0.0;
  double holding = 0.0;
  for (std::uint32_t study = 0; study < 300; ++study) {
    Stream random(99, study);
    const auto cases = cases_by(risk, 300, random);
    const ScanCluster first =
        scan(areas.sites, cases, areas.population, {.replicates = kReplicates, .seed = study})
            .clusters.front();
    if (first.p_value > 0.05) continue;
    detected += 1.0;
    holding += std::ranges::count(first.members, 44U) > 0 ? 1.0 : 0.0;
  }
  // Three standard errors of a share of 300.
  EXPECT_GE(detected / 300.0, guaranteed - 3.0 * std::sqrt(guaranteed * (1 - guaranteed) / 300.0));
  // A cluster elsewhere is a false alarm, of which there are at most as many as under the null.
  EXPECT_GE(holding / detected, 1.0 - 0.05 - 3.0 * std::sqrt(0.05 * 0.95 / 300.0));
}

TEST(RecurrenceCalibration, RaisesAlarmsAsRarelyAsTheIntervalSays) {
  // Of 1,000 independent monthly looks those with a recurrence interval of 20 months and more have
  // p <= 0.05.
  const Areas areas = lognormal_areas(3);
  std::size_t signals = 0;
  for (std::uint32_t look = 0; look < 1000; ++look) {
    Stream random(31, look);
    const auto cases = cases_by(areas.population, 100, random);
    const ScanResult found =
        scan(areas.sites, cases, areas.population,
             {.replicates = kReplicates, .stop_after = 20, .seed = 9000 + look});
    if (found.clusters.empty()) continue;
    signals += recurrence_interval(found.clusters.front().p_value, 1.0) >= 20.0 - 1e-9 ? 1 : 0;
  }
  EXPECT_LE(signals, 74U);
  EXPECT_GE(signals, 29U);
}

}  // namespace
}  // namespace rawan
