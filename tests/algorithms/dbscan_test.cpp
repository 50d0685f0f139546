#include "rawan/algorithms/dbscan.h"

#include "oracles/dbscan_faults.h"
#include "rawan/algorithms/contract.h"
#include "support/patterns.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <stop_token>

namespace rawan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<Point> on_a_line(std::initializer_list<double> xs) {
  std::vector<Point> points;
  for (const double x : xs) points.push_back({x, 0.0});
  return points;
}

TEST(Dbscan, LeavesALonePointOutOfAChain) {
  // Five neighbors one meter apart: the middle three have three points within a meter.
  const Clustering found =
      dbscan(on_a_line({0, 1, 2, 3, 4, 10}), {}, {.radius = 1_m, .min_points = 3});
  EXPECT_THAT(found.label, ElementsAre(0, 0, 0, 0, 0, kNoise));
  EXPECT_THAT(found.is_core, ElementsAre(0, 1, 1, 1, 0, 0));
  EXPECT_EQ(found.clusters, 1);
}

TEST(Dbscan, BorderPointJoinsTheClusterOfItsNearestCorePoint) {
  const auto points = on_a_line({0, 1, 2, 4, 5.5, 6.5, 7.5});
  const Clustering found = dbscan(points, {}, {.radius = 2_m, .min_points = 4});
  EXPECT_THAT(found.is_core, ElementsAre(0, 0, 1, 0, 1, 0, 0));
  EXPECT_EQ(found.label[3], found.label[4]);
  EXPECT_NE(found.label[3], found.label[2]);
}

TEST(Dbscan, BorderPointBetweenTwoCorePointsJoinsTheLowerKey) {
  const auto points = on_a_line({0, 1, 2, 4, 6, 7, 8});
  const std::vector<std::uint64_t> rising{1, 2, 3, 4, 5, 6, 7};
  const std::vector<std::uint64_t> falling{7, 6, 5, 4, 3, 2, 1};
  const DbscanOptions options{.radius = 2_m, .min_points = 4};
  const Clustering first = dbscan(points, rising, options);
  const Clustering second = dbscan(points, falling, options);
  EXPECT_EQ(first.label[3], first.label[2]);
  EXPECT_EQ(second.label[3], second.label[4]);
}

TEST(Dbscan, SatisfiesItsDefinitionOnRandomInput) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const auto points = testing::random_points(random.below(120), 20.0, random);
    const DbscanOptions options{.radius = Meters(0.5 + 3.0 * random.uniform()),
                                .min_points = 1 + std::uint32_t(random.below(6))};
    EXPECT_THAT(oracle::faults(dbscan(points, {}, options), points, {}, options), IsEmpty());
  }
}

TEST(Dbscan, SatisfiesItsDefinitionAmongTiesAndDuplicates) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const auto points = testing::random_lattice_points(random.below(120), 12, random);
    std::vector<std::uint64_t> keys(points.size());
    std::iota(keys.begin(), keys.end(), std::uint64_t{1000});
    random.shuffle(std::span(keys));
    const DbscanOptions options{.radius = Meters(1.0 + double(random.below(3))),
                                .min_points = 1 + std::uint32_t(random.below(9))};
    EXPECT_THAT(oracle::faults(dbscan(points, keys, options), points, keys, options), IsEmpty());
  }
}

TEST(Dbscan, SurvivesDegeneratePatterns) {
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    SCOPED_TRACE(pattern.name);
    for (const std::uint32_t min_points : {1U, 3U, 1000U}) {
      const DbscanOptions options{.radius = 1_m, .min_points = min_points};
      const Clustering found = dbscan(pattern.points, {}, options);
      EXPECT_THAT(oracle::faults(found, pattern.points, {}, options), IsEmpty());
    }
  }
}

TEST(Dbscan, FollowsKeysThroughAnyShuffle) {
  Stream random(3, 0);
  const auto points = testing::random_lattice_points(200, 14, random);
  const DbscanOptions options{.radius = 1_m, .min_points = 4};
  const Clustering original = dbscan(points, {}, options);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    std::vector<std::uint64_t> keys(points.size());
    std::iota(keys.begin(), keys.end(), std::uint64_t{0});
    Stream(seed, 1).shuffle(std::span(keys));
    std::vector<Point> reordered;
    for (const std::uint64_t key : keys) reordered.push_back(points[key]);
    const Clustering found = dbscan(reordered, keys, options);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      ASSERT_EQ(found.label[i], original.label[keys[i]]);
    }
  }
}

TEST(Dbscan, AGrowingRadiusNeverPartsTwoCorePoints) {
  Stream random(5, 0);
  const auto points = testing::random_points(300, 30.0, random);
  Clustering before = dbscan(points, {}, {.radius = 1_m, .min_points = 4});
  for (const double radius : {1.5, 2.0, 3.0}) {
    const Clustering after = dbscan(points, {}, {.radius = Meters(radius), .min_points = 4});
    std::vector<std::int32_t> image(std::size_t(before.clusters), kNoise);
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (before.is_core[i] == 0) continue;
      std::int32_t& target = image[std::size_t(before.label[i])];
      if (target == kNoise) target = after.label[i];
      ASSERT_EQ(after.label[i], target);
    }
    before = after;
  }
}

TEST(Dbscan, TakesManyReportsOfOnePlaceInItsStride) {
  std::vector<Point> points(100'000, Point{500.0, 500.0});
  points.push_back({500.5, 500.0});
  points.push_back({900.0, 500.0});
  const Clustering found = dbscan(points, {}, {.radius = 1_m, .min_points = 5});
  EXPECT_EQ(found.clusters, 1);
  EXPECT_EQ(found.label[100'000], 0);
  EXPECT_EQ(found.label[100'001], kNoise);
}

TEST(Dbscan, FullCellsJustOutOfReachStayApart) {
  // Two columns of 20,000 reports, 1 m wide cells full to the brim, whose sides face each other.
  for (const bool within : {true, false}) {
    const double gap = within ? 1.0 : std::nextafter(1.0, 2.0);
    std::vector<Point> points;
    for (int i = 0; i < 20'000; ++i) {
      const double y = 0.6 * i / 20'000.0;
      points.push_back({0.0, y});
      points.push_back({gap, y + 1e-9});
    }
    points.push_back({gap, 0.0});
    EXPECT_EQ(dbscan(points, {}, {.radius = 1_m, .min_points = 5}).clusters, within ? 1 : 2);
  }
}

TEST(Dbscan, ATinyRadiusInAWideWorldFindsOnlyDuplicates) {
  const std::vector<Point> points{{0, 0}, {1e7, 1e7}, {1e7, 1e7}, {-1e7, 3.0}, {5.0, 5.0 + 1e-9}};
  const Clustering found = dbscan(points, {}, {.radius = Meters(1e-12), .min_points = 2});
  EXPECT_THAT(found.label, ElementsAre(kNoise, 0, 0, kNoise, kNoise));
}

TEST(Dbscan, MovingByWholeMetersChangesNothing) {
  Stream random(9, 0);
  const auto points = testing::random_lattice_points(500, 40, random);
  const DbscanOptions options{.radius = 2_m, .min_points = 6};
  const Clustering here = dbscan(points, {}, options);
  const Clustering there = dbscan(testing::moved(points, {1e7, -1e7}), {}, options);
  EXPECT_EQ(there.label, here.label);
  EXPECT_EQ(there.is_core, here.is_core);
}

TEST(Dbscan, AnswersTheSameOnAnyNumberOfThreads) {
  Stream random(11, 0);
  const auto points = testing::random_points(5000, 100.0, random);
  const auto cluster = [&] { return dbscan(points, {}, {.radius = 1_m, .min_points = 3}); };
  const Clustering one = testing::with_threads(1, cluster);
  for (const std::size_t threads : {2U, 8U}) {
    const Clustering many = testing::with_threads(threads, cluster);
    EXPECT_EQ(one.label, many.label);
    EXPECT_EQ(one.is_core, many.is_core);
  }
}

TEST(Dbscan, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  Progress progress;
  const std::vector<Point> points(10, Point{0.0, 0.0});
  EXPECT_THROW(dbscan(points, {}, {.radius = 1_m}, Control(stop.get_token(), progress)), Cancelled);
}

TEST(Dbscan, RefusesWhatItCannotMean) {
  const std::vector<Point> points{{0.0, 0.0}, {1.0, 0.0}};
  const std::vector<std::uint64_t> one_key{1};
  const std::vector<std::uint64_t> equal_keys{1, 1};
  EXPECT_THROW(dbscan(points, {}, {.radius = 0_m}), ContractViolation);
  EXPECT_THROW(dbscan(points, {}, {.radius = 1_m, .min_points = 0}), ContractViolation);
  EXPECT_THROW(dbscan(points, one_key, {.radius = 1_m}), ContractViolation);
  EXPECT_THROW(dbscan(points, equal_keys, {.radius = 1_m}), ContractViolation);
  EXPECT_THROW(dbscan(testing::with_nan(), {}, {.radius = 1_m}), ContractViolation);
}

class DbscanChecker : public ::testing::Test {
 protected:
  std::vector<std::string> judge() const { return oracle::faults(found, points, {}, options); }

  std::vector<Point> points = on_a_line({0, 1, 2, 3, 4, 10, 11, 12, 13});
  DbscanOptions options{.radius = 1_m, .min_points = 3};
  Clustering found = dbscan(points, {}, options);
};

TEST_F(DbscanChecker, AcceptsTheRightAnswer) {
  EXPECT_THAT(judge(), IsEmpty());
}

TEST_F(DbscanChecker, NoticesAWrongCoreFlag) {
  found.is_core[0] = 1;
  EXPECT_THAT(judge(), Not(IsEmpty()));
}

TEST_F(DbscanChecker, NoticesALostBorderPoint) {
  found.label[0] = kNoise;
  EXPECT_THAT(judge(), Not(IsEmpty()));
}

TEST_F(DbscanChecker, NoticesAPartedCluster) {
  found.label = {0, 0, 0, 1, 1, 2, 2, 2, 2};
  found.clusters = 3;
  EXPECT_THAT(judge(), Not(IsEmpty()));
}

TEST_F(DbscanChecker, NoticesClustersThatWereJoined) {
  found.label.assign(9, 0);
  found.clusters = 1;
  EXPECT_THAT(judge(), Not(IsEmpty()));
}

TEST_F(DbscanChecker, NoticesLabelsInTheWrongOrder) {
  found.label = {1, 1, 1, 1, 1, 0, 0, 0, 0};
  EXPECT_THAT(judge(), Not(IsEmpty()));
}

}  // namespace
}  // namespace rawan
