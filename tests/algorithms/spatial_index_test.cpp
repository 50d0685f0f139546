#include "rawan/algorithms/spatial_index.h"

#include "oracles/neighbors.h"
#include "rawan/algorithms/contract.h"
#include "support/patterns.h"

#include <gtest/gtest.h>

#include <limits>
#include <utility>

namespace rawan {
namespace {

void expect_same_as_oracle(const std::vector<Point>& points, std::span<const Point> centers) {
  const SpatialIndex index(points);
  for (const Point center : centers) {
    for (const double radius : {0.0, 1.0, 2.5, 40.0}) {
      ASSERT_EQ(index.within(center, Meters(radius)), oracle::within(points, center, radius));
    }
    for (const std::size_t k : {0U, 1U, 2U, 7U, 1000U}) {
      ASSERT_EQ(index.nearest(center, k), oracle::nearest(points, center, k));
    }
  }
}

TEST(SpatialIndex, AnswersLikeASearchOverAllPoints) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const auto centers = testing::random_points(5, 20.0, random);
    expect_same_as_oracle(testing::random_points(random.below(200), 20.0, random), centers);
  }
}

TEST(SpatialIndex, BreaksExactTiesByPosition) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const auto points = testing::random_lattice_points(random.below(150), 6, random);
    expect_same_as_oracle(points, testing::random_lattice_points(5, 6, random));
  }
}

TEST(SpatialIndex, SurvivesDegeneratePatterns) {
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    SCOPED_TRACE(pattern.name);
    std::vector<Point> centers = pattern.points;
    centers.push_back({0.0, 0.0});
    expect_same_as_oracle(pattern.points, centers);
  }
}

TEST(SpatialIndex, RadiusIsClosed) {
  const std::vector<Point> points{{3.0, 4.0}, {3.0, 4.001}};
  EXPECT_EQ(SpatialIndex(points).within({0.0, 0.0}, 5_m), std::vector<std::uint32_t>{0});
}

TEST(SpatialIndex, FindsNeighborsAmongManyEqualPointsQuickly) {
  const std::vector<Point> points(200'000, Point{1.0, 1.0});
  const SpatialIndex index(points);
  for (int i = 0; i < 20'000; ++i) {
    ASSERT_EQ(index.nearest({1.0, 1.0}, 2), (std::vector<std::uint32_t>{0, 1}));
  }
}

TEST(SpatialIndex, KeepsItsPointsWhenMoved) {
  const std::vector<Point> points{{0.0, 0.0}, {2.0, 0.0}};
  SpatialIndex first(points);
  SpatialIndex second(std::move(first));
  EXPECT_EQ(second.nearest({3.0, 0.0}, 1), std::vector<std::uint32_t>{1});
}

TEST(SpatialIndex, RefusesCoordinatesThatAreNotFinite) {
  EXPECT_THROW(SpatialIndex{testing::with_nan()}, ContractViolation);
  const SpatialIndex index(std::vector<Point>{{0.0, 0.0}});
  EXPECT_THROW(index.nearest(testing::with_nan().back(), 1), ContractViolation);
  EXPECT_THROW(index.within({0.0, 0.0}, Meters(-1.0)), ContractViolation);
}

}  // namespace
}  // namespace rawan
