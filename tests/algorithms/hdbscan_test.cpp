#include "rawan/algorithms/hdbscan.h"

#include "oracles/hdbscan.h"
#include "rawan/algorithms/contract.h"
#include "support/clustered_points.h"
#include "support/patterns.h"
#include "support/point_files.h"
#include "support/shared_data.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <stop_token>

namespace rawan {
namespace {

using ::testing::DoubleNear;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Pointwise;

std::vector<std::uint32_t> sizes(const Hdbscan& found) {
  std::vector<std::uint32_t> sizes;
  for (const HdbscanCluster& cluster : found.clusters) sizes.push_back(cluster.size);
  std::ranges::sort(sizes);
  return sizes;
}

std::size_t noise(const Hdbscan& found) {
  return static_cast<std::size_t>(std::ranges::count(found.label, kNoise));
}

/// Stabilities are sums in another order, so they may differ in the last bits.
void expect_equal(const Hdbscan& found, const Hdbscan& expected) {
  ASSERT_EQ(found.label, expected.label);
  EXPECT_THAT(found.probability, Pointwise(DoubleNear(1e-12), expected.probability));
  ASSERT_EQ(found.clusters.size(), expected.clusters.size());
  for (std::size_t c = 0; c < found.clusters.size(); ++c) {
    EXPECT_EQ(found.clusters[c].size, expected.clusters[c].size);
    EXPECT_DOUBLE_EQ(found.clusters[c].birth.value, expected.clusters[c].birth.value);
    EXPECT_DOUBLE_EQ(found.clusters[c].death.value, expected.clusters[c].death.value);
    EXPECT_NEAR(found.clusters[c].stability, expected.clusters[c].stability,
                1e-9 * expected.clusters[c].stability);
  }
}

void expect_equal_bits(const Hdbscan& a, const Hdbscan& b) {
  EXPECT_EQ(a.label, b.label);
  EXPECT_EQ(a.probability, b.probability);
  ASSERT_EQ(a.clusters.size(), b.clusters.size());
  for (std::size_t c = 0; c < a.clusters.size(); ++c) {
    EXPECT_EQ(a.clusters[c].size, b.clusters[c].size);
    EXPECT_EQ(a.clusters[c].stability, b.clusters[c].stability);
    EXPECT_EQ(a.clusters[c].birth, b.clusters[c].birth);
    EXPECT_EQ(a.clusters[c].death, b.clusters[c].death);
  }
}

HdbscanOptions random_options(Stream& random) {
  return {.min_points = 1 + std::uint32_t(random.below(6)),
          .min_cluster_size = 2 + std::uint32_t(random.below(6)),
          .allow_single_cluster = random.below(2) == 0};
}

TEST(Hdbscan, FindsTwoGroupsAndWorksOutTheirStability) {
  // Core distances with two points: 1. Each group hangs together down to radius 1 and parts from
  // the other at 7, so each of its 4 points stays 1/1 - 1/7.
  std::vector<Point> points;
  for (const double x : {0.0, 1.0, 2.0, 3.0, 10.0, 11.0, 12.0, 13.0}) points.push_back({x, 0.0});
  const Hdbscan found = hdbscan(points, {}, {.min_points = 2, .min_cluster_size = 3});
  EXPECT_THAT(found.label, ElementsAre(0, 0, 0, 0, 1, 1, 1, 1));
  EXPECT_THAT(found.probability, Each(1.0));
  ASSERT_EQ(found.clusters.size(), 2U);
  EXPECT_EQ(found.clusters[0].birth, 7_m);
  EXPECT_EQ(found.clusters[0].death, 1_m);
  EXPECT_DOUBLE_EQ(found.clusters[0].stability, 4.0 * (1.0 - 1.0 / 7.0));
}

TEST(Hdbscan, APointBetweenTwoClustersIsNoise) {
  // The middle point links both groups at radius 5; below it belongs to neither.
  std::vector<Point> points;
  for (const double x : {0.0, 1.0, 2.0, 7.0, 12.0, 13.0, 14.0}) points.push_back({x, 0.0});
  const Hdbscan found = hdbscan(points, {}, {.min_points = 1, .min_cluster_size = 3});
  EXPECT_THAT(found.label, ElementsAre(0, 0, 0, kNoise, 1, 1, 1));
  EXPECT_EQ(found.probability[3], 0.0);
}

TEST(Hdbscan, AProbabilityIsTheShareOfTheClustersLambda) {
  // The group of three holds together down to 1; the point 2 away leaves at radius 2.
  std::vector<Point> points;
  for (const double x : {0.0, 1.0, 2.0, 4.0, 50.0, 51.0, 52.0}) points.push_back({x, 0.0});
  const Hdbscan found = hdbscan(points, {}, {.min_points = 1, .min_cluster_size = 3});
  EXPECT_THAT(found.label, ElementsAre(0, 0, 0, 0, 1, 1, 1));
  EXPECT_THAT(found.probability, ElementsAre(1, 1, 1, 0.5, 1, 1, 1));
}

TEST(Hdbscan, MatchesTheTextbookOnRandomInput) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const auto points = testing::random_points(random.below(100), 20.0, random);
    const HdbscanOptions options = random_options(random);
    expect_equal(hdbscan(points, {}, options), oracle::textbook_hdbscan(points, options));
  }
}

TEST(Hdbscan, MatchesTheTextbookAmongTiesAndDuplicates) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 1);
    const auto points =
        testing::random_lattice_points(random.below(100), 3 + random.below(20), random);
    const HdbscanOptions options = random_options(random);
    expect_equal(hdbscan(points, {}, options), oracle::textbook_hdbscan(points, options));
  }
}

TEST(Hdbscan, MatchesTheTextbookOnDegeneratePatterns) {
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    SCOPED_TRACE(pattern.name);
    for (const bool single : {false, true}) {
      const HdbscanOptions options{.min_points = 3, .allow_single_cluster = single};
      expect_equal(hdbscan(pattern.points, {}, options),
                   oracle::textbook_hdbscan(pattern.points, options));
    }
  }
}

TEST(Hdbscan, AllPointsAreOneClusterOnlyIfThatIsAllowed) {
  const std::vector<Point> points(40, Point{3.0, 4.0});
  EXPECT_THAT(hdbscan(points, {}).label, Each(kNoise));
  const Hdbscan single = hdbscan(points, {}, {.allow_single_cluster = true});
  EXPECT_THAT(single.label, Each(0));
  EXPECT_THAT(single.probability, Each(1.0));
}

TEST(Hdbscan, FollowsKeysThroughAnyShuffle) {
  Stream random(3, 0);
  const auto points = testing::random_lattice_points(400, 30, random);
  const HdbscanOptions options{.min_points = 4, .min_cluster_size = 6};
  const Hdbscan original = hdbscan(points, {}, options);
  ASSERT_GT(original.clusters.size(), 1U);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    std::vector<std::uint64_t> keys(points.size());
    std::iota(keys.begin(), keys.end(), std::uint64_t{0});
    Stream(seed, 1).shuffle(std::span(keys));
    std::vector<Point> reordered;
    for (const std::uint64_t key : keys) reordered.push_back(points[key]);
    const Hdbscan found = hdbscan(reordered, keys, options);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      ASSERT_EQ(found.label[i], original.label[keys[i]]);
      ASSERT_EQ(found.probability[i], original.probability[keys[i]]);
    }
    for (std::size_t c = 0; c < original.clusters.size(); ++c) {
      ASSERT_EQ(found.clusters[c].stability, original.clusters[c].stability);
    }
  }
}

TEST(Hdbscan, ScalingAndMovingWholeMetersChangesNoLabel) {
  Stream random(4, 0);
  const auto points = testing::random_lattice_points(300, 200, random);
  const HdbscanOptions options{.min_points = 4, .min_cluster_size = 5};
  const Hdbscan here = hdbscan(points, {}, options);
  ASSERT_GT(here.clusters.size(), 1U);
  expect_equal_bits(hdbscan(testing::moved(points, {1e7, -1e7}), {}, options), here);
  std::vector<Point> larger;
  for (const Point p : points) larger.push_back({1024.0 * p.x, 1024.0 * p.y});
  EXPECT_EQ(hdbscan(larger, {}, options).label, here.label);
}

TEST(Hdbscan, AnswersTheSameOnAnyNumberOfThreads) {
  const auto points = testing::clustered_points(30'000);
  const auto answers = testing::on_1_2_8_threads(
      [&] { return hdbscan(points, {}, {.min_points = 10, .min_cluster_size = 25}); });
  ASSERT_GT(answers[0].clusters.size(), 1U);
  expect_equal_bits(answers[1], answers[0]);
  expect_equal_bits(answers[2], answers[0]);
}

TEST(Hdbscan, TakesManyReportsOfOnePlaceInItsStride) {
  std::vector<Point> points(100'000, Point{500.0, 500.0});
  points.insert(points.end(), 50'000, Point{600.0, 500.0});
  const Hdbscan found = hdbscan(points, {}, {.min_points = 20});
  EXPECT_THAT(sizes(found), ElementsAre(50'000U, 100'000U));
}

// R dbscan 1.1-11 hdbscan(DS3, minPts = 50) on the same 8,000 points: noise 1127, sizes 1577, 564,
// 564, 883, 1564, 1721. Three clusters are one larger there: where a cluster parts at a point that
// links both sides at the same weight, R cuts one link after the other, in an order that follows
// the rows, and so counts the point to one side: 40 shuffles of the rows gave it noise of 1126 to
// 1128. Cut at once,
// the point belongs to neither.
TEST(Hdbscan, FindsTheClustersOfDs3) {
  const auto file = test::shared_data("clusters/cluto-t4-8k.csv");
  if (!file) GTEST_SKIP() << test::kNoSharedData;
  const auto points = test::read_points(*file);
  ASSERT_EQ(points.size(), 8000U);
  const Hdbscan found = hdbscan(points, {}, {.min_points = 50});
  EXPECT_THAT(sizes(found), ElementsAre(563U, 564U, 882U, 1564U, 1577U, 1720U));
  EXPECT_EQ(noise(found), 1127U + 3U);
}

// R dbscan 1.1-11: hdbscan(x, minPts = 5) and (x, minPts = 10) of aggregation.csv, sizes.
TEST(Hdbscan, FindsTheClustersOfAggregation) {
  const auto file = test::shared_data("clusters/aggregation.csv");
  if (!file) GTEST_SKIP() << test::kNoSharedData;
  const auto points = test::read_points(*file);
  for (const std::uint32_t min_points : {5U, 10U}) {
    const Hdbscan found = hdbscan(points, {}, {.min_points = min_points});
    EXPECT_THAT(sizes(found), ElementsAre(34U, 45U, 170U, 232U, 307U));
    EXPECT_EQ(noise(found), 0U);
  }
}

TEST(Hdbscan, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  Progress progress;
  const std::vector<Point> points(10, Point{0.0, 0.0});
  EXPECT_THROW(hdbscan(points, {}, {}, Control(stop.get_token(), progress)), Cancelled);
}

TEST(Hdbscan, RefusesWhatItCannotMean) {
  const std::vector<Point> points{{0.0, 0.0}, {1.0, 0.0}};
  const std::vector<std::uint64_t> equal_keys{1, 1};
  EXPECT_THROW(hdbscan(points, {}, {.min_points = 0}), ContractViolation);
  EXPECT_THROW(hdbscan(points, {}, {.min_points = 1}), ContractViolation);
  EXPECT_THROW(hdbscan(points, {}, {.min_points = 3, .min_cluster_size = 1}), ContractViolation);
  EXPECT_THROW(hdbscan(points, equal_keys), ContractViolation);
  EXPECT_THROW(hdbscan(testing::with_nan(), {}), ContractViolation);
}

}  // namespace
}  // namespace rawan
