#include "rawan/algorithms/polygons.h"

#include "oracles/geos.h"
#include "rawan/algorithms/contract.h"
#include "support/patterns.h"
#include "support/shapes.h"

#include <gtest/gtest.h>

namespace rawan {
namespace {

using testing::rectangle;
using testing::star;

Polygon square_with_hole() {
  return {{{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, {{{2, 2}, {2, 6}, {6, 6}, {6, 2}}}}};
}

TEST(Area, SubtractsHolesAndAddsParts) {
  Polygon polygon = square_with_hole();
  polygon.push_back(rectangle({20, 0}, {23, 1}).front());
  EXPECT_DOUBLE_EQ(area(polygon).value, 100.0 - 16.0 + 3.0);
}

TEST(Area, IsZeroWithoutParts) {
  EXPECT_EQ(area({}).value, 0.0);
}

TEST(Area, KeepsItsDigitsFarFromTheOrigin) {
  EXPECT_DOUBLE_EQ(area(rectangle({1e7, 1e7}, {1e7 + 0.5, 1e7 + 0.25})).value, 0.125);
}

TEST(Area, AgreesWithGeosOnRandomStars) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Stream random(seed, 0);
    const Polygon polygon = star({500, 300}, 100.0, 3 + random.below(60), random);
    EXPECT_NEAR(area(polygon).value, oracle::area(polygon), 1e-7);
  }
}

TEST(Covers, CountsTheBoundaryAsInside) {
  const Polygon polygon = square_with_hole();
  for (const Point p : {Point{0, 0}, {10, 10}, {5, 0}, {0, 3}, {10, 7}, {2, 2}, {2, 4}, {4, 6}}) {
    EXPECT_TRUE(covers(polygon, p)) << p.x << ' ' << p.y;
  }
}

TEST(Covers, LeavesOutHolesAndTheOutside) {
  const Polygon polygon = square_with_hole();
  for (const Point p : {Point{4, 4}, {-1, 0}, {11, 10}, {5, -1e-9}, {2.0000001, 3}}) {
    EXPECT_FALSE(covers(polygon, p)) << p.x << ' ' << p.y;
  }
}

TEST(Covers, CountsARayThroughAVertexOnce) {
  const Polygon diamond{{{{0, -1}, {1, 0}, {0, 1}, {-1, 0}}, {}}};
  EXPECT_FALSE(covers(diamond, {-2, 0}));
  EXPECT_FALSE(covers(diamond, {-2, 1}));
  EXPECT_FALSE(covers(diamond, {-2, -1}));
  EXPECT_TRUE(covers(diamond, {0, 0}));
  EXPECT_FALSE(covers(diamond, {2, 0}));
}

TEST(Covers, HoldsEveryVertexOfAPolygon) {
  Stream random(1, 0);
  const Polygon polygon = star({1e7, 1e7}, 500.0, 300, random);
  for (const Point p : polygon.front().outer) EXPECT_TRUE(covers(polygon, p));
}

TEST(Covers, IsFalseForAnEmptyArea) {
  EXPECT_FALSE(covers({}, {0, 0}));
}

TEST(DistanceTo, AgreesWithGeosOnRandomStars) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const Polygon polygon = star({50, 50}, 40.0, 3 + random.below(60), random);
    for (const Point p : testing::random_points(40, 100.0, random)) {
      const double expected = oracle::distance(polygon, p);
      EXPECT_NEAR(distance_to(polygon, p).value, expected, 1e-9);
      EXPECT_EQ(covers(polygon, p), expected == 0.0);
    }
  }
}

TEST(DistanceTo, MeasuresToTheEdgeOfAHole) {
  EXPECT_DOUBLE_EQ(distance_to(square_with_hole(), {3, 4}).value, 1.0);
  EXPECT_DOUBLE_EQ(distance_to(square_with_hole(), {13, 14}).value, 5.0);
  EXPECT_EQ(distance_to(square_with_hole(), {1, 1}).value, 0.0);
}

TEST(InteriorPoint, LiesWithinAnyPolygon) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Stream random(seed, 0);
    const Polygon polygon = star({1e6, 1e7}, 1000.0, 3 + random.below(100), random);
    EXPECT_TRUE(covers(polygon, interior_point(polygon)));
  }
}

TEST(InteriorPoint, AvoidsHolesAndTakesTheWiderSide) {
  const Point p = interior_point(square_with_hole());
  EXPECT_GT(p.x, 6.0);
  EXPECT_LT(p.x, 10.0);
}

TEST(InteriorPoint, TakesTheLargestPart) {
  Polygon polygon = rectangle({0, 0}, {1, 1});
  polygon.push_back(rectangle({10, 10}, {20, 20}).front());
  EXPECT_EQ(interior_point(polygon), (Point{15, 15}));
}

TEST(InteriorPoint, SurvivesAnAreaWithoutExtent) {
  const Polygon line{{{{0, 0}, {5, 5}, {10, 10}}, {}}};
  const Polygon spot{{{{3, 3}, {3, 3}, {3, 3}}, {}}};
  EXPECT_TRUE(covers(line, interior_point(line)));
  EXPECT_EQ(interior_point(spot), (Point{3, 3}));
}

TEST(InteriorPoint, RefusesAnAreaWithoutVertices) {
  EXPECT_THROW(interior_point({}), ContractViolation);
}

}  // namespace
}  // namespace rawan
