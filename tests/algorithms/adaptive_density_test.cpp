#include "rawan/algorithms/adaptive_density.h"

#include "oracles/variable_density.h"
#include "rawan/algorithms/contract.h"
#include "support/patterns.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace rawan {
namespace {

using Window = Grid<std::uint8_t>;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Window square(double side, std::size_t cells) {
  const GridFrame frame{.north_west = {0.0, side},
                        .cell = Meters(side / double(cells)),
                        .rows = cells,
                        .columns = cells};
  return {frame, std::vector<std::uint8_t>(frame.size(), 1)};
}

double total(const Grid<double>& density) {
  double sum = 0.0;
  for (const double v : density.values) sum += std::isnan(v) ? 0.0 : v;
  return sum * density.frame.cell.value * density.frame.cell.value;
}

/// A row of cells of 1 m with the given pilot, and the middle of each.
Grid<double> pilot_of(std::vector<double> values) {
  return {{.north_west = {0.0, 1.0}, .cell = 1_m, .rows = 1, .columns = values.size()}, values};
}
Point middle(std::size_t column) {
  return {double(column) + 0.5, 0.5};
}

std::vector<double> values_of(std::span<const Meters> lengths) {
  std::vector<double> values;
  for (const Meters h : lengths) values.push_back(h.value);
  return values;
}

std::vector<Point> two_densities(std::size_t n, Stream& random) {
  std::vector<Point> events = testing::random_points(n / 2, 100.0, random);
  while (events.size() < n) {
    events.push_back({30.0 + 4.0 * random.normal(), 60.0 + 4.0 * random.normal()});
  }
  return events;
}

TEST(AbramsonBandwidths, FollowTheSquareRootLaw) {
  // Factors 1, 1/2, 1/4: their geometric mean is 1/2.
  const std::vector<Point> events{middle(0), middle(1), middle(2)};
  const auto found = abramson_bandwidths(events, {}, pilot_of({1.0, 4.0, 16.0, 0.25}), 10_m);
  EXPECT_DOUBLE_EQ(found.gamma, 0.5);
  EXPECT_THAT(values_of(found.of_events),
              ::testing::ElementsAre(::testing::DoubleEq(20.0), ::testing::DoubleEq(10.0),
                                     ::testing::DoubleEq(5.0)));
  EXPECT_DOUBLE_EQ(found.of_cells.values[3], 40.0);
  EXPECT_DOUBLE_EQ(found.limit.value, 50.0);
  EXPECT_EQ(found.trimmed, 0U);
}

TEST(AbramsonBandwidths, DoNotDependOnTheScaleOfThePilot) {
  const std::vector<Point> events{middle(0), middle(1), middle(2)};
  const auto one = abramson_bandwidths(events, {}, pilot_of({1.0, 3.0, 16.0}), 10_m);
  const auto other = abramson_bandwidths(events, {}, pilot_of({1e-9, 3e-9, 16e-9}), 10_m);
  for (std::size_t i = 0; i < events.size(); ++i) {
    EXPECT_NEAR(other.of_events[i].value, one.of_events[i].value, 1e-12);
  }
}

TEST(AbramsonBandwidths, AreCutAtFiveTimesTheMedian) {
  // Factors 1 (three times), 1000: gamma = 1000^(1/4), median 1.
  const std::vector<Point> events{middle(0), middle(0), middle(0), middle(1)};
  const auto found = abramson_bandwidths(events, {}, pilot_of({1.0, 1e-6, 0.0}), 10_m);
  const double scale = 10.0 / std::pow(1000.0, 0.25);
  EXPECT_NEAR(found.of_events[0].value, scale, 1e-12);
  EXPECT_NEAR(found.of_events[3].value, 5.0 * scale, 1e-12);
  EXPECT_EQ(found.trimmed, 1U);
  EXPECT_EQ(found.of_cells.values[1], found.limit.value);
  EXPECT_EQ(found.of_cells.values[2], found.limit.value);
  // The median of an even number lies between the two in the middle.
  const std::vector<Point> even{middle(0), middle(1)};
  EXPECT_NEAR(abramson_bandwidths(even, {}, pilot_of({1.0, 1.0 / 9.0}), 1_m).limit.value,
              5.0 * 2.0 / std::sqrt(3.0), 1e-12);
}

TEST(AbramsonBandwidths, CountAnEventOfWeightTwoTwice) {
  const auto pilot = pilot_of({1.0, 2.0, 7.0});
  const std::vector<Point> repeated{middle(0), middle(1), middle(1), middle(2)};
  const std::vector<Point> once{middle(2), middle(1), middle(0)};
  const auto expected = abramson_bandwidths(repeated, {}, pilot, 3_m);
  const auto found = abramson_bandwidths(once, std::vector<double>{1.0, 2.0, 1.0}, pilot, 3_m);
  EXPECT_DOUBLE_EQ(found.gamma, expected.gamma);
  EXPECT_DOUBLE_EQ(found.limit.value, expected.limit.value);
  EXPECT_DOUBLE_EQ(found.of_events[2].value, expected.of_events[0].value);
}

TEST(AbramsonBandwidths, ReadThePilotInTheNearestCellThatHasOne) {
  const std::vector<Point> events{middle(0), middle(1), {-40.0, 8.0}, middle(3)};
  const auto found = abramson_bandwidths(events, {}, pilot_of({4.0, 0.0, kNaN, 9.0}), 6_m);
  EXPECT_EQ(found.of_events[1], found.of_events[0]);
  EXPECT_EQ(found.of_events[2], found.of_events[0]);
  EXPECT_TRUE(std::isnan(found.of_cells.values[2]));
}

TEST(AbramsonBandwidths, AreTheGlobalOneWhereThePilotIsZeroEverywhere) {
  const std::vector<Point> events{middle(0), middle(1)};
  const auto found = abramson_bandwidths(events, {}, pilot_of({0.0, 0.0, kNaN}), 7_m);
  EXPECT_THAT(values_of(found.of_events), ::testing::ElementsAre(7.0, 7.0));
  EXPECT_EQ(found.of_cells.values[0], 7.0);
  EXPECT_TRUE(std::isnan(found.of_cells.values[2]));
}

TEST(AbramsonBandwidths, RefuseWhatTheyCannotMean) {
  const std::vector<Point> one{middle(0)};
  EXPECT_THROW(abramson_bandwidths(one, {}, pilot_of({-1.0}), 1_m), ContractViolation);
  EXPECT_THROW(abramson_bandwidths(one, {}, pilot_of({1.0}), 0_m), ContractViolation);
  EXPECT_THROW(abramson_bandwidths(one, {}, pilot_of({1.0}), 1_m, 0.5), ContractViolation);
  EXPECT_THROW(abramson_bandwidths(one, std::vector<double>{0.0}, pilot_of({1.0}), 1_m),
               ContractViolation);
  EXPECT_THROW(abramson_bandwidths(one, std::vector<double>{-1.0}, pilot_of({1.0}), 1_m),
               ContractViolation);
  EXPECT_THROW(abramson_bandwidths(testing::with_nan(), {}, pilot_of({1.0}), 1_m),
               ContractViolation);
}

TEST(AdaptiveDensity, AnswersLikeLoopsWithItsBandwidths) {
  Stream random(1, 0);
  Window window = square(100.0, 40);
  for (std::uint8_t& cell : window.values) cell = random.uniform() < 0.9 ? 1 : 0;
  const auto events = two_densities(60, random);
  for (const EdgeCorrection edge :
       {EdgeCorrection::none, EdgeCorrection::uniform, EdgeCorrection::jones_diggle}) {
    const auto found = adaptive_density(events, {}, window,
                                        {.kernel = Kernel::gaussian,
                                         .bandwidth = 8_m,
                                         .pilot_bandwidth = 6_m,
                                         .edge = edge,
                                         .standard_error = true});
    const auto expected =
        oracle::variable_density(events, {}, found.bandwidths.of_events, window,
                                 {Kernel::gaussian, edge, found.bandwidths.of_cells.values, true});
    for (std::size_t i = 0; i < window.values.size(); ++i) {
      if (window.values[i] == 0) continue;
      // Densities of some 60 events per 1e4 m2.
      ASSERT_NEAR(found.estimate.density.values[i], expected.density.values[i], 1e-11);
      ASSERT_NEAR(found.estimate.standard_error.values[i], expected.standard_error.values[i],
                  1e-11);
    }
  }
}

TEST(AdaptiveDensity, IsNarrowWhereEventsAreMany) {
  Stream random(2, 0);
  const auto events = two_densities(600, random);
  const auto found =
      adaptive_density(events, {}, square(100.0, 100), {.bandwidth = 8_m, .pilot_bandwidth = 8_m});
  EXPECT_NEAR(total(found.estimate.density), 600.0, 1e-9);
  EXPECT_LT(found.bandwidths.of_cells.at(40, 30), 0.6 * found.bandwidths.of_cells.at(10, 90));
  // The hill is a normal density of 300 events and sigma 4 m: higher than the fixed density.
  EXPECT_GT(found.estimate.density.at(40, 30), 1.2 * found.pilot.at(40, 30));
}

TEST(AdaptiveDensity, DoesNotChangeWhenPointsAndWindowMoveTogether) {
  Stream random(3, 0);
  const auto events = two_densities(80, random);
  Window window = square(100.0, 50);
  const AdaptiveOptions options{.bandwidth = 9_m, .pilot_bandwidth = 7_m};
  const auto here = adaptive_density(events, {}, window, options);
  window.frame.north_west = {1e7, 1e7 + 100.0};
  const auto there = adaptive_density(testing::moved(events, {1e7, 1e7}), {}, window, options);
  for (std::size_t i = 0; i < window.values.size(); ++i) {
    ASSERT_NEAR(there.estimate.density.values[i], here.estimate.density.values[i], 1e-8);
  }
}

TEST(AdaptiveDensity, ScalesWithTheUnitOfLength) {
  Stream random(4, 0);
  auto events = two_densities(80, random);
  const auto one =
      adaptive_density(events, {}, square(100.0, 50), {.bandwidth = 9_m, .pilot_bandwidth = 7_m});
  for (Point& p : events) p = {1024.0 * p.x, 1024.0 * p.y};
  const auto other = adaptive_density(
      events, {}, square(102400.0, 50),
      {.bandwidth = Meters(9.0 * 1024.0), .pilot_bandwidth = Meters(7.0 * 1024.0)});
  for (std::size_t i = 0; i < one.estimate.density.values.size(); ++i) {
    const double expected = one.estimate.density.values[i];
    ASSERT_NEAR(other.estimate.density.values[i] * 1024.0 * 1024.0, expected, 1e-9);
  }
}

TEST(AdaptiveDensity, SurvivesDegeneratePatterns) {
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    SCOPED_TRACE(pattern.name);
    for (const Kernel kernel : {Kernel::gaussian, Kernel::quartic}) {
      const auto found =
          adaptive_density(pattern.points, {}, square(40.0, 20),
                           {.kernel = kernel, .bandwidth = 5_m, .pilot_bandwidth = 5_m});
      EXPECT_NEAR(total(found.estimate.density), double(pattern.points.size()), 1e-9);
    }
  }
}

TEST(AdaptiveDensity, AnswersTheSameInAnyOrderAndOnAnyNumberOfThreads) {
  Stream random(5, 0);
  const auto events = two_densities(150, random);
  const auto of = [&](const std::vector<Point>& points) {
    return adaptive_density(points, {}, square(100.0, 60),
                            {.bandwidth = 9_m, .pilot_bandwidth = 7_m})
        .estimate.density.values;
  };
  const auto answers = testing::on_1_2_8_threads([&] { return of(events); });
  EXPECT_EQ(answers[0], answers[1]);
  EXPECT_EQ(answers[0], answers[2]);
  EXPECT_EQ(answers[0], of(testing::shuffled(events, 3)));
}

}  // namespace
}  // namespace rawan
