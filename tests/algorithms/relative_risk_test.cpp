#include "rawan/algorithms/relative_risk.h"

#include "oracles/variable_density.h"
#include "rawan/algorithms/contract.h"
#include "support/patterns.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace rawan {
namespace {

using Window = Grid<std::uint8_t>;

constexpr std::array kKernels{Kernel::gaussian, Kernel::quartic};

Window square(double side, std::size_t cells) {
  const GridFrame frame{.north_west = {0.0, side},
                        .cell = Meters(side / double(cells)),
                        .rows = cells,
                        .columns = cells};
  return {frame, std::vector<std::uint8_t>(frame.size(), 1)};
}

/// A hill on a plain, inside the square of 100 m.
std::vector<Point> population(std::size_t n, Stream& random) {
  std::vector<Point> events;
  while (events.size() < n) {
    Point p{100.0 * random.uniform(), 100.0 * random.uniform()};
    if (random.uniform() < 0.5) p = {40.0 + 15.0 * random.normal(), 55.0 + 15.0 * random.normal()};
    if (p.x > 0.0 && p.x < 100.0 && p.y > 0.0 && p.y < 100.0) events.push_back(p);
  }
  return events;
}

TEST(RelativeRisk, IsZeroBetweenEqualPatterns) {
  Stream random(1, 0);
  const auto events = population(200, random);
  const auto found = relative_risk({events, {}}, {events, {}}, square(100.0, 40),
                                   {.bandwidth = 12_m, .pilot_bandwidth = 12_m});
  for (std::size_t i = 0; i < found.log_ratio.values.size(); ++i) {
    if (found.exposed.values[i] == 0) continue;
    ASSERT_EQ(found.log_ratio.values[i], 0.0);
    ASSERT_EQ(found.p.values[i], 0.5);
  }
}

TEST(RelativeRisk, IsTheFormulaByLoops) {
  Stream random(2, 0);
  Window window = square(100.0, 25);
  for (std::uint8_t& cell : window.values) cell = random.uniform() < 0.9 ? 1 : 0;
  const auto cases = population(40, random);
  const auto reference = population(90, random);
  const RelativeRiskOptions options{.bandwidth = 14_m, .pilot_bandwidth = 11_m, .floor = 0.0};
  const auto found = relative_risk({cases, {}}, {reference, {}}, window, options);
  const auto& widths = found.bandwidths.of_cells.values;
  const std::span all(found.bandwidths.of_events);
  const VariableDensityOptions by{Kernel::gaussian, EdgeCorrection::uniform, widths, false};
  const auto f = oracle::variable_density(cases, {}, all.first(40), window, by).density;
  const auto g = oracle::variable_density(reference, {}, all.subspan(40), window, by).density;
  const double cell = 16.0;
  for (std::size_t i = 0; i < window.values.size(); ++i) {
    if (window.values[i] == 0) continue;
    const double h = widths[i];
    double mass = 0.0;
    double squares = 0.0;
    for (std::size_t j = 0; j < window.values.size(); ++j) {
      if (window.values[j] == 0) continue;
      const Point a = window.frame.center(i / 25, i % 25);
      const Point b = window.frame.center(j / 25, j % 25);
      const double r2 = (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
      const double k = std::exp(-0.5 * r2 / (h * h)) / (2.0 * std::numbers::pi * h * h);
      mass += k * cell;
      squares += k * k * cell;
    }
    const double log_ratio = std::log(f.values[i] / 40.0) - std::log(g.values[i] / 90.0);
    const double both = (f.values[i] + g.values[i]) / 130.0;
    const double z = log_ratio / std::sqrt(squares / (mass * mass * both) * (1.0 / 40 + 1.0 / 90));
    ASSERT_NEAR(found.log_ratio.values[i], log_ratio, 1e-6);
    ASSERT_NEAR(found.z.values[i], z, 1e-5);
    ASSERT_NEAR(found.p.values[i], 0.5 * std::erfc(z / std::sqrt(2.0)), 1e-5);
  }
}

TEST(RelativeRisk, DoesNotChangeWithTheScaleOfWeights) {
  Stream random(3, 0);
  const auto cases = population(60, random);
  const auto reference = population(80, random);
  const std::vector<double> threes(reference.size(), 3.0);
  const std::vector<double> ones(reference.size(), 1.0);
  const RelativeRiskOptions options{.bandwidth = 15_m};
  const auto one = relative_risk({cases, {}}, {reference, ones}, square(100.0, 20), options);
  const auto other = relative_risk({cases, {}}, {reference, threes}, square(100.0, 20), options);
  for (std::size_t i = 0; i < one.log_ratio.values.size(); ++i) {
    ASSERT_EQ(one.exposed.values[i], other.exposed.values[i]);
    if (one.exposed.values[i] == 0) continue;
    ASSERT_NEAR(one.log_ratio.values[i], other.log_ratio.values[i], 1e-12);
  }
}

TEST(RelativeRisk, TellsNothingWhereNothingWasExposedAndIsFiniteElsewhere) {
  // The reference lies in the west, the cases in the south; kernels of bounded reach.
  std::vector<Point> reference;
  std::vector<Point> cases;
  Stream random(4, 0);
  for (int i = 0; i < 100; ++i) {
    reference.push_back({50.0 * random.uniform(), 100.0 * random.uniform()});
    cases.push_back({100.0 * random.uniform(), 50.0 * random.uniform()});
  }
  for (const Kernel kernel : kKernels) {
    for (const double shrinkage : {0.0, 0.1}) {
      const auto found =
          relative_risk({cases, {}}, {reference, {}}, square(100.0, 50),
                        {.kernel = kernel, .bandwidth = 4_m, .shrinkage = shrinkage});
      for (std::size_t i = 0; i < found.exposed.values.size(); ++i) {
        const bool exposed = found.exposed.values[i] == 1;
        ASSERT_EQ(std::isfinite(found.log_ratio.values[i]), exposed);
        ASSERT_EQ(std::isfinite(found.z.values[i]), exposed);
        ASSERT_EQ(std::isfinite(found.p.values[i]), exposed);
      }
      EXPECT_EQ(found.exposed.at(25, 45), 0);
      EXPECT_LT(found.log_ratio.at(10, 10), -0.5);
    }
  }
}

TEST(RelativeRisk, ShrinksTowardsZero) {
  Stream random(5, 0);
  const auto cases = population(60, random);
  const auto reference = testing::random_points(60, 100.0, random);
  RelativeRiskOptions options{.bandwidth = 10_m, .pilot_bandwidth = 10_m};
  const auto raw = relative_risk({cases, {}}, {reference, {}}, square(100.0, 20), options);
  options.shrinkage = 0.5;
  const auto shrunk = relative_risk({cases, {}}, {reference, {}}, square(100.0, 20), options);
  for (std::size_t i = 0; i < raw.exposed.values.size(); ++i) {
    if (raw.exposed.values[i] == 0) continue;
    ASSERT_LE(std::abs(shrunk.log_ratio.values[i]), std::abs(raw.log_ratio.values[i]) + 1e-12);
  }
}

TEST(RelativeRisk, FindsAPlantedExcess) {
  Stream random(6, 0);
  auto cases = population(300, random);
  for (int i = 0; i < 60; ++i) {
    cases.push_back({75.0 + 3.0 * random.normal(), 20.0 + 3.0 * random.normal()});
  }
  const auto reference = population(1000, random);
  const auto found = relative_risk({cases, {}}, {reference, {}}, square(100.0, 50),
                                   {.bandwidth = 8_m, .pilot_bandwidth = 8_m});
  EXPECT_LT(found.p.at(40, 37), 0.001);
  EXPECT_GT(found.p.at(22, 20), 0.001);
}

// 300 pairs of patterns from one density, z at nine places with some 30 or more events within
// reach. For each place, the share of p <= 0.05 is binomial with standard error 1.3 %; pooled over
// dependent places it is no worse. The approximation itself may add as much again: 5 % +- 4 % for
// each place.
TEST(RelativeRisk, RejectsAboutAsOftenAsItSaysWhenThereIsNothingToFind) {
  constexpr int kPairs = 300;
  const Window window = square(100.0, 20);
  for (const Meters pilot : {Meters(), 12_m}) {
    std::array<int, 9> rejected{};
    for (int pair = 0; pair < kPairs; ++pair) {
      Stream random(std::uint64_t(pair), 77);
      const auto cases = population(400, random);
      const auto reference = population(800, random);
      const auto found = relative_risk({cases, {}}, {reference, {}}, window,
                                       {.bandwidth = 12_m, .pilot_bandwidth = pilot});
      for (std::size_t i = 0; i < rejected.size(); ++i) {
        rejected[i] += found.p.at(3 + 6 * (i / 3), 3 + 6 * (i % 3)) <= 0.05 ? 1 : 0;
      }
    }
    for (const int n : rejected) EXPECT_NEAR(double(n) / kPairs, 0.05, 0.04) << pilot.value;
  }
}

TEST(RelativeRisk, AnswersTheSameInAnyOrderAndOnAnyNumberOfThreads) {
  Stream random(8, 0);
  const auto cases = population(50, random);
  const auto reference = population(70, random);
  const auto of = [&](const std::vector<Point>& f, const std::vector<Point>& g) {
    return relative_risk({f, {}}, {g, {}}, square(100.0, 30),
                         {.bandwidth = 10_m, .pilot_bandwidth = 10_m, .floor = 0.0})
        .z.values;
  };
  const auto answers = testing::on_1_2_8_threads([&] { return of(cases, reference); });
  EXPECT_EQ(answers[0], answers[1]);
  EXPECT_EQ(answers[0], answers[2]);
  EXPECT_EQ(answers[0], of(testing::shuffled(cases, 1), testing::shuffled(reference, 2)));
}

TEST(RelativeRisk, SurvivesDegeneratePatterns) {
  Stream random(9, 0);
  const auto reference = testing::random_points(30, 40.0, random);
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    if (pattern.points.empty()) continue;
    SCOPED_TRACE(pattern.name);
    const auto found = relative_risk({pattern.points, {}}, {reference, {}}, square(40.0, 20),
                                     {.bandwidth = 5_m, .pilot_bandwidth = 5_m});
    for (std::size_t i = 0; i < found.z.values.size(); ++i) {
      ASSERT_EQ(std::isfinite(found.z.values[i]), found.exposed.values[i] == 1);
    }
  }
}

TEST(RelativeRisk, RefusesWhatItCannotMean) {
  const std::vector<Point> one{{1.0, 1.0}};
  const std::vector<double> nothing{0.0};
  const Window window = square(3.0, 3);
  EXPECT_THROW(relative_risk({}, {one, {}}, window, {.bandwidth = 1_m}), ContractViolation);
  EXPECT_THROW(relative_risk({one, {}}, {}, window, {.bandwidth = 1_m}), ContractViolation);
  EXPECT_THROW(relative_risk({one, nothing}, {one, {}}, window, {.bandwidth = 1_m}),
               ContractViolation);
  EXPECT_THROW(relative_risk({one, {}}, {one, {}}, window, {}), ContractViolation);
  EXPECT_THROW(relative_risk({one, {}}, {one, {}}, window, {.bandwidth = 1_m, .floor = -1.0}),
               ContractViolation);
}

}  // namespace
}  // namespace rawan
