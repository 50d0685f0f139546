#include "rawan/algorithms/outlines.h"

#include "oracles/geos.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/polygons.h"
#include "support/patterns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace rawan {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

double squared(Point a, Point b) {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

/// The area of all triples whose circumscribed circle is empty and at most `radius` wide: with no
/// four points on a circle these are the triangles to keep.
double alpha_area_by_triples(const std::vector<Point>& points, double radius) {
  double sum = 0.0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      for (std::size_t k = 0; k < j; ++k) {
        const Point b{points[j].x - points[i].x, points[j].y - points[i].y};
        const Point c{points[k].x - points[i].x, points[k].y - points[i].y};
        const double cross = b.x * c.y - b.y * c.x;
        const double bb = b.x * b.x + b.y * b.y;
        const double cc = c.x * c.x + c.y * c.y;
        const Point center{points[i].x + (c.y * bb - b.y * cc) / (2.0 * cross),
                           points[i].y + (b.x * cc - c.x * bb) / (2.0 * cross)};
        const double r2 = squared(center, points[i]);
        const bool empty = std::ranges::none_of(
            points, [&](Point p) { return squared(center, p) < r2 * (1.0 - 1e-9); });
        if (empty && r2 <= radius * radius) sum += std::abs(cross) / 2.0;
      }
    }
  }
  return sum;
}

std::vector<Point> ring_of_points(double radius, std::size_t n) {
  std::vector<Point> points;
  for (std::size_t i = 0; i < n; ++i) {
    const double angle = 6.283185307179586 * double(i) / double(n);
    points.push_back({radius * std::cos(angle), radius * std::sin(angle)});
  }
  return points;
}

TEST(ConvexHull, OfASquareWithPointsOnItsSidesHasFourCorners) {
  const std::vector<Point> points{{0, 0}, {2, 0}, {1, 0}, {2, 2}, {0, 2}, {1, 1}, {0, 1}, {2, 2}};
  const Polygon hull = convex_hull(points);
  ASSERT_THAT(hull, SizeIs(1));
  EXPECT_THAT(hull[0].outer,
              ::testing::ElementsAre(Point{0, 0}, Point{2, 0}, Point{2, 2}, Point{0, 2}));
}

TEST(ConvexHull, HoldsAllPointsAndNoMoreThanNeeded) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Stream random(seed, 0);
    const auto points = testing::random_points(3 + random.below(60), 100.0, random);
    const Polygon hull = convex_hull(points);
    ASSERT_TRUE(oracle::is_valid(hull));
    for (const Point p : points) ASSERT_LT(oracle::distance(hull, p), 1e-6);
    for (const Point corner : hull[0].outer) {
      ASSERT_TRUE(std::ranges::any_of(points, [&](Point p) { return squared(p, corner) < 1e-12; }));
    }
  }
}

TEST(AlphaShape, KeepsTheTrianglesWithSmallCircles) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const auto points = testing::random_points(3 + random.below(30), 100.0, random);
    const double radius = 5.0 + 30.0 * random.uniform();
    const Polygon shape = alpha_shape(points, Meters(radius));
    ASSERT_TRUE(shape.empty() || oracle::is_valid(shape));
    EXPECT_NEAR(area(shape).value, alpha_area_by_triples(points, radius), 1e-3);
  }
}

TEST(AlphaShape, IsValidAmongTiesAndPinchedCorners) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const auto points = testing::random_lattice_points(random.below(150), 14, random);
    for (const double radius : {0.7, 0.72, 1.0, 1.2, 2.0}) {
      const Polygon shape = alpha_shape(points, Meters(radius));
      ASSERT_TRUE(shape.empty() || oracle::is_valid(shape));
    }
  }
}

TEST(AlphaShape, OfARingOfPointsHasAHole) {
  std::vector<Point> points = ring_of_points(100.0, 120);
  for (const Point p : ring_of_points(110.0, 120)) points.push_back(p);
  const Polygon shape = alpha_shape(points, 20_m);
  ASSERT_THAT(shape, SizeIs(1));
  EXPECT_THAT(shape[0].holes, SizeIs(1));
  EXPECT_TRUE(oracle::is_valid(shape));
  EXPECT_FALSE(covers(shape, {0.0, 0.0}));
}

TEST(AlphaShape, OfTwoFarGroupsHasTwoParts) {
  std::vector<Point> points{{0, 0}, {1, 0}, {0, 1}, {50, 0}, {51, 0}, {50, 1}};
  const Polygon shape = alpha_shape(points, 2_m);
  EXPECT_THAT(shape, SizeIs(2));
  EXPECT_DOUBLE_EQ(area(shape).value, 1.0);
}

TEST(AlphaShape, KeepsALatticeSquareAtItsOwnRadiusExactly) {
  const std::vector<Point> square{{0, 0}, {1, 0}, {0, 1}, {1, 1}};
  EXPECT_THAT(alpha_shape(square, Meters(0.7071)), IsEmpty());
  EXPECT_DOUBLE_EQ(area(alpha_shape(square, Meters(0.70711))).value, 1.0);
}

TEST(AlphaShape, WithALargeRadiusIsTheConvexHull) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Stream random(seed, 0);
    const auto points = testing::random_points(3 + random.below(100), 100.0, random);
    const double hull = area(convex_hull(points)).value;
    EXPECT_NEAR(area(alpha_shape(points, Meters(1e12))).value, hull, 1e-6 * hull);
  }
}

TEST(Outlines, SurviveDegeneratePatterns) {
  for (const testing::Pattern& pattern : testing::degenerate_patterns()) {
    SCOPED_TRACE(pattern.name);
    const Polygon hull = convex_hull(pattern.points);
    const Polygon shape = alpha_shape(pattern.points, 10_m);
    const Polygon buffered = buffered_hull(pattern.points, 10_m);
    EXPECT_TRUE(hull.empty() || oracle::is_valid(hull));
    EXPECT_TRUE(shape.empty() || oracle::is_valid(shape));
    EXPECT_EQ(buffered.empty(), pattern.points.empty());
    EXPECT_TRUE(buffered.empty() || oracle::is_valid(buffered));
  }
}

TEST(Outlines, OfPointsOnALineSpanNothingUntilTheyAreBuffered) {
  const std::vector<Point> line{{0, 0}, {1, 2}, {2, 4}, {3, 6}};
  EXPECT_THAT(convex_hull(line), IsEmpty());
  EXPECT_THAT(alpha_shape(line, 100_m), IsEmpty());
  const Polygon buffered = buffered_hull(line, 1_m);
  for (const Point p : line) EXPECT_TRUE(covers(buffered, p));
  // A lone point: the regular polygon of 16 corners, 8 sin(pi / 8).
  EXPECT_NEAR(area(buffered_hull(std::vector<Point>{{5, 5}}, 1_m)).value, 3.0614674589, 1e-6);
}

TEST(Outlines, DoNotDependOnTheOrderOrOnWholeMetersOfOffset) {
  Stream random(5, 0);
  const auto points = testing::random_lattice_points(400, 60, random);
  const Polygon here = alpha_shape(points, 2_m);
  EXPECT_EQ(alpha_shape(testing::shuffled(points, 3), 2_m), here);
  const Polygon there = alpha_shape(testing::moved(points, {1e7, -1e7}), 2_m);
  ASSERT_EQ(there.size(), here.size());
  EXPECT_EQ(area(there), area(here));
}

TEST(Outlines, RefuseWhatTheyCannotMean) {
  EXPECT_THROW(convex_hull(testing::with_nan()), ContractViolation);
  EXPECT_THROW(alpha_shape(testing::with_nan(), 1_m), ContractViolation);
  EXPECT_THROW(alpha_shape({}, 0_m), ContractViolation);
  EXPECT_THROW(buffered_hull({}, 0_m), ContractViolation);
}

}  // namespace
}  // namespace rawan
