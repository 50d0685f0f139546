// False alarms of the flexible and the space-time scans, judged by data drawn here.
//
// Bounds were set before running: of 500 null studies the number with p <= 0.05 must lie in the
// exact binomial interval of 99.9 %, [11, 42]; below it only where ties make p conservative.
#include "rawan/algorithms/flexible_scan.h"
#include "rawan/algorithms/random.h"
#include "rawan/algorithms/space_time_scan.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rawan {
namespace {

constexpr std::uint32_t kStudies = 500;
constexpr std::uint32_t kReplicates = 39;
constexpr std::uint32_t kFewest = 11;
constexpr std::uint32_t kMost = 42;

std::vector<double> lognormal(std::size_t n, Stream& random) {
  std::vector<double> values;
  for (std::size_t i = 0; i < n; ++i) {
    values.push_back(std::round(std::exp(5.0 + random.normal())) + 1.0);
  }
  return values;
}

std::vector<Point> lattice(int columns, int rows) {
  std::vector<Point> points;
  for (int i = 0; i < columns * rows; ++i) {
    points.push_back({double(i % columns), double(i / columns)});
  }
  return points;
}

std::uint32_t flexible_alarms(std::uint64_t total, double mid_p_limit) {
  Stream setting(4, 0);
  const auto points = lattice(6, 6);
  const auto sites = on_plane(points);
  const auto population = lognormal(points.size(), setting);
  const Weights adjacency = distance_band_weights(points, Meters(1.0));
  std::uint32_t alarms = 0;
  for (std::uint32_t study = 0; study < kStudies; ++study) {
    Stream random(total, study);
    std::vector<std::uint32_t> cases(points.size(), 0);
    for (std::uint64_t i = 0; i < total; ++i) ++cases[random.categorical(population)];
    const ScanResult found = flexible_scan(
        sites, adjacency, cases, population,
        {.nearest = 7, .mid_p_limit = mid_p_limit, .replicates = kReplicates, .seed = 50 + study});
    if (found.clusters.empty()) continue;
    alarms += found.clusters.front().p_value <= 0.05 ? 1U : 0U;
  }
  return alarms;
}

TEST(FlexibleScanCalibration, KeepsItsLevelRestrictedAndNot) {
  for (const double limit : {0.2, 1.0}) {
    SCOPED_TRACE(limit);
    const std::uint32_t many = flexible_alarms(300, limit);
    EXPECT_GE(many, kFewest);
    EXPECT_LE(many, kMost);
    EXPECT_LE(flexible_alarms(8, limit), kMost);
  }
}

struct Risks {
  std::vector<double> of_site;
  std::vector<double> of_period;
};

std::vector<SpaceTimeCases> independent_cases(const Risks& risks, std::uint64_t total,
                                              Stream& random) {
  std::vector<SpaceTimeCases> cases;
  for (std::uint64_t i = 0; i < total; ++i) {
    const auto site = static_cast<std::uint32_t>(random.categorical(risks.of_site));
    const auto period = static_cast<std::uint32_t>(random.categorical(risks.of_period));
    cases.push_back({site, period, 1});
  }
  return cases;
}

/// Places and times may differ as they like: only their dependence is an outbreak.
std::uint32_t space_time_alarms(SpaceTimeModel model, bool only_still_alive, std::uint64_t total) {
  Stream setting(5, 0);
  const auto sites = on_plane(lattice(6, 5));
  const Risks risks{lognormal(30, setting), lognormal(10, setting)};
  std::vector<double> population;
  if (model == SpaceTimeModel::poisson) {
    for (const double site : risks.of_site) {
      for (const double period : risks.of_period) population.push_back(site * period);
    }
  }
  std::uint32_t alarms = 0;
  for (std::uint32_t study = 0; study < kStudies; ++study) {
    Stream random(total, study);
    const auto cases = independent_cases(risks, total, random);
    const auto found = space_time_scan(
        sites, cases, 10, population, model,
        {.only_still_alive = only_still_alive, .replicates = kReplicates, .seed = 70 + study});
    if (found.clusters.empty()) continue;
    alarms += found.clusters.front().window.p_value <= 0.05 ? 1U : 0U;
  }
  return alarms;
}

TEST(SpaceTimeScanCalibration, KeepsItsLevelForEveryModel) {
  for (const SpaceTimeModel model : {SpaceTimeModel::poisson, SpaceTimeModel::permutation}) {
    for (const bool only_still_alive : {false, true}) {
      SCOPED_TRACE(testing::Message() << int(model) << " " << only_still_alive);
      const std::uint32_t many = space_time_alarms(model, only_still_alive, 400);
      EXPECT_GE(many, kFewest);
      EXPECT_LE(many, kMost);
      EXPECT_LE(space_time_alarms(model, only_still_alive, 12), kMost);
    }
  }
}

}  // namespace
}  // namespace rawan
