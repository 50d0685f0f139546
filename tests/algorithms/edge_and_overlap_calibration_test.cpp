#include "rawan/algorithms/kde.h"
#include "rawan/algorithms/random.h"
#include "rawan/algorithms/scan_statistic.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

using Window = Grid<std::uint8_t>;

constexpr std::size_t kSide = 60;
constexpr Meters kCell{50.0};
constexpr Meters kBandwidth{400.0};

/// An island of 3 km with a bay that cuts deep into it from the north.
Window concave_island() {
  const GridFrame frame{
      .north_west = {0.0, 3000.0}, .cell = kCell, .rows = kSide, .columns = kSide};
  Window window{frame, std::vector<std::uint8_t>(frame.size(), 1)};
  for (std::size_t row = 0; row < 40; ++row) {
    for (std::size_t column = 22; column < 38; ++column) window.values[row * kSide + column] = 0;
  }
  return window;
}

Point center_of(std::size_t cell) {
  return {kCell.value * (static_cast<double>(cell % kSide) + 0.5),
          3000.0 - kCell.value * (static_cast<double>(cell / kSide) + 0.5)};
}

bool is_land(const Window& window, double x, double y) {
  if (x < 0.0 || y < 0.0 || x >= 3000.0 || y >= 3000.0) return false;
  const auto column = static_cast<std::size_t>(x / kCell.value);
  const auto row = static_cast<std::size_t>((3000.0 - y) / kCell.value);
  return window.values[std::min(row, kSide - 1) * kSide + column] == 1;
}

/// Whether a kernel at the cell reaches the sea.
bool is_edge(const Window& window, std::size_t cell) {
  const Point p = center_of(cell);
  for (int step = 0; step < 64; ++step) {
    const double angle = 2.0 * 3.14159265358979 * step / 64.0;
    for (const double share : {0.5, 1.0}) {
      const double r = share * kBandwidth.value;
      if (!is_land(window, p.x + r * std::cos(angle), p.y + r * std::sin(angle))) return true;
    }
  }
  return false;
}

std::vector<Point> random_points(const Window& window, std::size_t count, std::uint64_t seed) {
  Stream random(seed, 1);
  std::vector<Point> points;
  while (points.size() < count) {
    const Point p{3000.0 * random.uniform(), 3000.0 * random.uniform()};
    if (is_land(window, p.x, p.y)) points.push_back(p);
  }
  return points;
}

/// Mean intensity of the edge band over that of the interior, over patterns without any structure.
double edge_over_interior(EdgeCorrection edge) {
  const Window window = concave_island();
  std::vector<int> place(window.values.size(), 0);
  for (std::size_t cell = 0; cell < place.size(); ++cell) {
    if (window.values[cell] == 1) place[cell] = is_edge(window, cell) ? 1 : 2;
  }
  double sum[3] = {};
  double count[3] = {};
  for (std::uint64_t pattern = 0; pattern < 30; ++pattern) {
    const auto points = random_points(window, 2000, pattern);
    const auto density =
        kernel_density(points, {}, window, {.bandwidth = kBandwidth, .edge = edge});
    for (std::size_t cell = 0; cell < place.size(); ++cell) {
      if (place[cell] == 0) continue;
      sum[place[cell]] += density.values[cell];
      count[place[cell]] += 1.0;
    }
  }
  return (sum[1] / count[1]) / (sum[2] / count[2]);
}

// 60,000 points: about 20,000 and more on either side, a standard error of 1 % for the ratio.
TEST(EdgeCalibration, TheEdgeOfAConcaveIslandIsAsDenseAsItsInterior) {
  EXPECT_NEAR(edge_over_interior(EdgeCorrection::jones_diggle), 1.0, 0.05);
  EXPECT_NEAR(edge_over_interior(EdgeCorrection::uniform), 1.0, 0.05);
}

TEST(EdgeCalibration, WithoutCorrectionItIsNot) {
  EXPECT_LT(edge_over_interior(EdgeCorrection::none), 0.95);
}

/// 10 x 10 areas of equal population; five of them, a cross, have three times the risk.
struct Planted {
  std::vector<Position> sites;
  std::vector<double> population = std::vector<double>(100, 1000.0);
  std::vector<std::uint32_t> members{34, 43, 44, 45, 54};

  Planted() {
    for (std::size_t i = 0; i < 100; ++i) sites.push_back({double(i % 10), double(i / 10), 0.0});
  }

  std::vector<std::uint32_t> cases(std::uint32_t total, Stream& random) const {
    std::vector<double> risk(100, 1.0);
    for (const std::uint32_t i : members) risk[i] = 3.0;
    std::vector<std::uint32_t> cases(100, 0);
    for (std::uint32_t k = 0; k < total; ++k) ++cases[random.categorical(risk)];
    return cases;
  }
};

struct Power {
  double detected = 0.0;  ///< Share of the studies.
  double overlap = 0.0;   ///< Mean Jaccard index of what was detected.
};

Power power_of(const ScanOptions& options, std::uint32_t studies) {
  const Planted planted;
  Power power;
  for (std::uint32_t study = 0; study < studies; ++study) {
    Stream random(77, study);
    const auto cases = planted.cases(300, random);
    ScanOptions own = options;
    own.replicates = 99;
    own.seed = study;
    const auto found = scan(planted.sites, cases, planted.population, own);
    if (found.clusters.empty() || found.clusters.front().p_value > 0.05) continue;
    power.detected += 1.0;
    const auto& members = found.clusters.front().members;
    const auto both = static_cast<double>(std::ranges::count_if(
        members, [&](std::uint32_t i) { return std::ranges::count(planted.members, i) > 0; }));
    power.overlap += both / (static_cast<double>(members.size()) + 5.0 - both);
  }
  if (power.detected > 0.0) power.overlap /= power.detected;
  power.detected /= studies;
  return power;
}

TEST(ScanPower, FindsFiveVillagesOfThreefoldRiskAndMostlyThose) {
  const Power power = power_of({}, 200);
  EXPECT_GE(power.detected, 0.8);
  EXPECT_GE(power.overlap, 0.5);
}

// Windows of one village overlap with five of them by a fifth at most.
TEST(ScanPower, WouldNoticeWindowsThatAreTooSmall) {
  EXPECT_LT(power_of({.largest_share = 0.01}, 50).overlap, 0.5);
}

}  // namespace
}  // namespace rawan
