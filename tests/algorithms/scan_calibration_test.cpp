#include "rawan/algorithms/random.h"
#include "rawan/algorithms/scan_statistic.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

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

Areas equal_grid() {
  Areas areas;
  for (int i = 0; i < 100; ++i) areas.sites.push_back({double(i % 10), double(i / 10), 0.0});
  areas.population.assign(100, 100.0);
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

struct Shares {
  double rank = 0.0;  ///< Of null data with p <= 0.05.
  double gumbel = 0.0;
};

Shares false_alarms(const Areas& areas, std::uint64_t total, std::uint32_t studies) {
  Shares shares;
  for (std::uint32_t study = 0; study < studies; ++study) {
    Stream random(total, study);
    const auto cases = cases_by(areas.population, total, random);
    const ScanResult found =
        scan(areas.sites, cases, areas.population, {.replicates = 99, .seed = 7000 + study});
    if (found.clusters.empty()) continue;
    const ScanCluster& first = found.clusters.front();
    const double gumbel = first.gumbel_p.value_or(1.0);
    shares.rank += first.p_value <= 0.05 ? 1.0 / studies : 0.0;
    shares.gumbel += gumbel <= 0.05 ? 1.0 / studies : 0.0;
  }
  return shares;
}

constexpr std::uint32_t kStudies = 2000;
const double kThreeErrors = 3.0 * std::sqrt(0.05 * 0.95 / kStudies);

TEST(ScanCalibration, RaisesNoMoreFalseAlarmsThanPromised) {
  const Areas areas = lognormal_areas(1);
  for (const std::uint64_t total : {6U, 60U}) {
    SCOPED_TRACE(total);
    EXPECT_LE(false_alarms(areas, total, kStudies).rank, 0.05 + kThreeErrors);
  }
}

TEST(ScanCalibration, HasUniformPValuesWhereTiesAreRare) {
  const Areas areas = lognormal_areas(2);
  const Shares shares = false_alarms(areas, 300, kStudies);
  EXPECT_NEAR(shares.rank, 0.05, kThreeErrors);
  EXPECT_NEAR(shares.gumbel, 0.05, 0.02);
}

TEST(ScanCalibration, KeepsItsLevelWhereTiesAreMany) {
  const Shares shares = false_alarms(equal_grid(), 5, kStudies);
  EXPECT_LE(shares.rank, 0.05 + kThreeErrors);
}

TEST(ScanCalibration, FindsThePlantedClusterWithPower) {
  const Areas areas = equal_grid();
  std::vector<double> risk(100, 1.0);
  const std::vector<std::uint32_t> planted{34, 44, 45, 43, 54};
  for (const std::uint32_t i : planted) risk[i] = 3.0;
  double detected = 0.0;
  double overlap = 0.0;
  for (std::uint32_t study = 0; study < 300; ++study) {
    Stream random(99, study);
    const auto cases = cases_by(risk, 300, random);
    const auto found =
        scan(areas.sites, cases, areas.population, {.replicates = 99, .seed = study});
    const ScanCluster& first = found.clusters.front();
    if (first.p_value > 0.05) continue;
    double common = 0.0;
    for (const std::uint32_t m : first.members) common += double(std::ranges::count(planted, m));
    detected += 1.0;
    overlap += common / (5.0 + double(first.members.size()) - common);
  }
  EXPECT_GE(detected / 300.0, 0.8);
  EXPECT_GE(overlap / detected, 0.5);
}

}  // namespace
}  // namespace rawan
