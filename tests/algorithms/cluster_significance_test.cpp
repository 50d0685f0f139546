#include "rawan/algorithms/cluster_significance.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/dbscan.h"
#include "support/patterns.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;

constexpr DbscanOptions kOptions{.radius = 150_m, .min_points = 4};

std::uint32_t largest(std::span<const Point> points) {
  const auto sizes = cluster_sizes(dbscan(points, {}, kOptions).label);
  return sizes.empty() ? 0 : std::ranges::max(sizes);
}

/// Places of dialogues: a town with most of the effort, villages with little.
struct Effort {
  std::vector<Point> position;
  std::vector<double> effort;
  EffortPlaces places() const { return {position, effort}; }
};

Effort town_and_villages() {
  Stream random(8, 0);
  Effort world;
  world.position = testing::random_points(400, 10'000.0, random);
  for (const Point p : world.position) world.effort.push_back(p.x < 2'000.0 ? 50.0 : 5.0);
  return world;
}

std::vector<double> p_values(const std::vector<Point>& points, const Effort& world,
                             const ClusterTestOptions& options) {
  const auto sizes = cluster_sizes(dbscan(points, {}, kOptions).label);
  return cluster_test(sizes, points.size(), world.places(), largest, options).p_values;
}

TEST(ClusterPValue, IsTheShareOfReplicatesWithAsLargeACluster) {
  // The k-th of 9 replicates answers k (by its lowest x): sizes 1 ... 9 in some order.
  Effort line;
  for (int i = 0; i < 9; ++i) {
    line.position.push_back({double(i + 1), 0.0});
    line.effort.push_back(1.0);
  }
  std::vector<double> maxima;
  for (std::uint64_t r = 0; r < 9; ++r) {
    maxima.push_back(points_by_effort(line.places(), 1, 0_m, 3, r).front().x);
  }
  const auto first_x = [](std::span<const Point> points) { return std::uint32_t(points[0].x); };
  const std::vector<std::uint32_t> sizes{5, 10};
  const auto found = cluster_test(sizes, 1, line.places(), first_x, {.replicates = 9, .seed = 3});
  const auto as_large = std::ranges::count_if(maxima, [](double m) { return m >= 5.0; });
  EXPECT_THAT(found.p_values, ElementsAre((1.0 + double(as_large)) / 10.0, 0.1));
  std::ranges::sort(maxima);
  EXPECT_THAT(found.largest, ElementsAreArray(maxima));
}

TEST(ClusterPValue, DrawsPlacesInProportionToEffort) {
  const Effort world{{{1, 0}, {2, 0}, {3, 0}, {4, 0}}, {0.0, 3.0, 1.0, 0.0}};
  const auto points = points_by_effort(world.places(), 40'000, 0_m, 1, 0);
  const auto at = [&](double x) {
    return std::ranges::count_if(points, [&](Point p) { return p.x == x; });
  };
  EXPECT_EQ(at(1.0) + at(4.0), 0);
  // Binomial(40,000, 3/4): standard deviation 86.6; five of them.
  EXPECT_NEAR(double(at(2.0)), 30'000.0, 433.0);
}

TEST(ClusterPValue, JitterSpreadsReportsOverADisc) {
  const Effort world{{{500.0, 500.0}}, {1.0}};
  const auto points = points_by_effort(world.places(), 20'000, 100_m, 1, 0);
  double inner = 0.0;
  for (const Point p : points) {
    const double r = std::hypot(p.x - 500.0, p.y - 500.0);
    EXPECT_LE(r, 100.0 + 1e-9);
    inner += r <= 50.0 ? 1.0 : 0.0;
  }
  // A quarter of the disc: standard deviation 61; five of them.
  EXPECT_NEAR(inner, 5'000.0, 306.0);
}

TEST(ClusterPValue, FindsReportsThatGatherWhereLittleWasAsked) {
  const Effort world = town_and_villages();
  std::vector<Point> points = points_by_effort(world.places(), 150, 100_m, 77, 0);
  for (int i = 0; i < 40; ++i) points.push_back({8'000.0 + i, 8'000.0});
  const auto p = p_values(points, world, {.replicates = 99, .jitter = 100_m});
  EXPECT_EQ(std::ranges::min(p), 0.01);
}

TEST(ClusterPValue, IsTheSameOnAnyNumberOfThreads) {
  const Effort world = town_and_villages();
  const std::vector<Point> points = points_by_effort(world.places(), 300, 100_m, 5, 0);
  const auto answers = testing::on_1_2_8_threads(
      [&] { return p_values(points, world, {.replicates = 49, .jitter = 100_m}); });
  ASSERT_FALSE(answers[0].empty());
  EXPECT_EQ(answers[1], answers[0]);
  EXPECT_EQ(answers[2], answers[0]);
}

// Under the null the least p of a pattern is at most 0.05 in at most 5 % of patterns. 600 patterns
// of 39 replicates: the count is at most Binomial(600, 0.05), mean 30, standard deviation 5.34;
// with a chance of 1e-4 it exceeds 30 + 3.72 * 5.34 = 49.
TEST(ClusterPValue, CallsNoMoreThanItsShareUnderTheNull) {
  const Effort world = town_and_villages();
  int called = 0;
  for (std::uint64_t pattern = 0; pattern < 600; ++pattern) {
    const auto points = points_by_effort(world.places(), 300, 100_m, 1'000'003, pattern);
    const auto p =
        p_values(points, world, {.replicates = 39, .seed = 500 + pattern, .jitter = 100_m});
    if (!p.empty() && std::ranges::min(p) <= 0.05) ++called;
  }
  RecordProperty("called_of_600", called);
  EXPECT_LE(called, 49);
  EXPECT_GT(called, 0);  // a test that never calls would pass otherwise
}

TEST(ClusterSizes, CountLabelsWithoutNoise) {
  EXPECT_THAT(cluster_sizes(std::vector<std::int32_t>{0, -1, 2, 0, 1, -1}), ElementsAre(2, 1, 1));
  EXPECT_TRUE(cluster_sizes({}).empty());
}

TEST(ClusterPValue, RefusesWhatItCannotMean) {
  const std::vector<std::uint32_t> sizes{1};
  const std::vector<Point> one{{0.0, 0.0}};
  const std::vector<double> effort{1.0};
  const std::vector<double> none{0.0};
  const std::vector<double> negative{-1.0};
  EXPECT_THROW(cluster_test(sizes, 1, {one, {}}, largest), ContractViolation);
  EXPECT_THROW(cluster_test(sizes, 1, {one, none}, largest), ContractViolation);
  EXPECT_THROW(cluster_test(sizes, 1, {one, negative}, largest), ContractViolation);
  EXPECT_THROW(cluster_test(sizes, 1, {one, effort}, largest, {.replicates = 0}),
               ContractViolation);
  EXPECT_THROW(cluster_test(sizes, 1, {one, effort}, largest, {.jitter = Meters(-1.0)}),
               ContractViolation);
}

}  // namespace
}  // namespace rawan
