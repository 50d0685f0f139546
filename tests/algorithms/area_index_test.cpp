#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/polygons.h"
#include "support/patterns.h"
#include "support/shapes.h"
#include "support/threads.h"

#include <gtest/gtest.h>

#include <limits>

namespace rawan {
namespace {

using How = Placement::How;
using testing::rectangle;

/// The definition, with a loop over all areas.
Placement locate_slowly(std::span<const Polygon> areas, Point p, double tolerance) {
  std::vector<std::uint32_t> holding;
  Placement nearest;
  double least = std::numeric_limits<double>::infinity();
  for (std::uint32_t i = 0; i < areas.size(); ++i) {
    if (covers(areas[i], p)) holding.push_back(i);
    const double distance = distance_to(areas[i], p).value;
    if (distance > tolerance || distance >= least) continue;
    least = distance;
    nearest = {How::nearest, i};
  }
  if (holding.size() > 1) return {How::overlap, holding.front()};
  if (holding.size() == 1) return {How::inside, holding.front()};
  return nearest;
}

void expect_same_as_loop(const std::vector<Polygon>& areas, std::span<const Point> points,
                         double tolerance) {
  const AreaIndex index(areas);
  const std::vector<Placement> found = index.locate(points, Meters(tolerance));
  ASSERT_EQ(found.size(), points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Placement expected = locate_slowly(areas, points[i], tolerance);
    ASSERT_EQ(found[i].how, expected.how) << points[i].x << ' ' << points[i].y;
    if (expected.how == How::outside) continue;
    ASSERT_EQ(found[i].site, expected.site);
  }
}

TEST(AreaIndex, AnswersLikeALoopOverOverlappingAreas) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    std::vector<Polygon> areas;
    for (std::size_t i = random.below(12); i > 0; --i) {
      const Point center = testing::random_points(1, 100.0, random).front();
      areas.push_back(testing::star(center, 25.0, 3 + random.below(300), random));
    }
    expect_same_as_loop(areas, testing::random_points(200, 120.0, random), 5.0 * random.uniform());
  }
}

/// A country of 900 villages with gaps and overlaps: most points inside, some on vertices, some in
/// the sea, many in one place.
TEST(AreaIndex, AnswersLikeALoopOverManyAreasAndPoints) {
  Stream random(3, 0);
  std::vector<Polygon> areas = testing::tiling(30, 8, random);
  for (int i = 0; i < 20; ++i) areas[random.below(areas.size())].clear();
  for (int i = 0; i < 20; ++i) {
    const Point center = testing::random_points(1, 300.0, random).front();
    areas.push_back(testing::star(center, 20.0, 200, random));
  }
  std::vector<Point> points = testing::random_points(250, 310.0, random);
  for (int i = 0; i < 50; ++i) points.push_back(points[random.below(3)]);
  for (int i = 0; i < 50; ++i) {
    const Polygon& area = areas[random.below(areas.size())];
    if (!area.empty()) points.push_back(area.front().outer.front());
  }
  for (const Point offset : {Point{0.0, 0.0}, Point{1e7, -1e7}}) {
    std::vector<Polygon> there = areas;
    for (Polygon& area : there) {
      for (PolygonPart& part : area) part.outer = testing::moved(part.outer, offset);
    }
    expect_same_as_loop(there, testing::moved(points, offset), 2.0);
  }
}

TEST(AreaIndex, TakesPointsAsFarApartAsNumbersGo) {
  const AreaIndex index({rectangle({0, 0}, {10, 10})});
  const double most = std::numeric_limits<double>::max();
  const std::vector<Point> points{{-most, 0}, {most, most}, {5, 5}};
  const std::vector<Placement> found = index.locate(points, 1_m);
  EXPECT_EQ(found[0].how, How::outside);
  EXPECT_EQ(found[1].how, How::outside);
  EXPECT_EQ(found[2].how, How::inside);
}

TEST(AreaIndex, LeavesNoCrackBetweenNeighbors) {
  Stream random(2, 0);
  for (const std::size_t cuts : {1U, 4U, 60U}) {
    const AreaIndex index(testing::tiling(6, cuts, random));
    for (const Placement& p : index.locate(testing::random_points(20'000, 60.0, random), 0_m)) {
      ASSERT_EQ(p.how, How::inside);
    }
  }
}

TEST(AreaIndex, CallsASharedBorderAnOverlapOfTheLowestPosition) {
  const AreaIndex index({rectangle({0, 0}, {10, 10}), rectangle({10, 0}, {20, 10})});
  EXPECT_EQ(index.locate({10, 5}, 50_m), (Placement{How::overlap, 0}));
  EXPECT_EQ(index.locate({5, 5}, 50_m), (Placement{How::inside, 0}));
  EXPECT_EQ(index.locate({15, 5}, 50_m), (Placement{How::inside, 1}));
}

TEST(AreaIndex, GivesEveryVertexOfASharedBorderToTheLowestPosition) {
  Stream random(4, 0);
  const std::vector<Polygon> tiles = testing::tiling(5, 50, random);
  std::vector<Point> vertices;
  for (const Polygon& tile : tiles) {
    vertices.insert(vertices.end(), tile.front().outer.begin(), tile.front().outer.end());
  }
  expect_same_as_loop(tiles, vertices, 0.0);
}

TEST(AreaIndex, PlacesAPointInAGapAtTheNearestWithinTheTolerance) {
  const AreaIndex index({rectangle({0, 0}, {10, 10}), rectangle({16, 0}, {20, 10})});
  EXPECT_EQ(index.locate({14, 5}, 2_m), (Placement{How::nearest, 1}));
  EXPECT_EQ(index.locate({12, 5}, 2_m), (Placement{How::nearest, 0}));
  EXPECT_EQ(index.locate({13, 5}, 3_m), (Placement{How::nearest, 0}));
  EXPECT_EQ(index.locate({13, 5}, 2_m).how, How::outside);
}

TEST(AreaIndex, SearchesCombsOfLongTeeth) {
  Ring comb;
  for (int i = 0; i < 400; ++i) comb.push_back({0.25 * i, i % 4 < 2 ? 100.0 : 1.0});
  comb.push_back({100.0, 0.0});
  comb.push_back({0.0, 0.0});
  Stream random(6, 0);
  expect_same_as_loop({{{Ring(comb.rbegin(), comb.rend()), {}}}},
                      testing::random_points(3000, 110.0, random), 0.1);
}

TEST(AreaIndex, KnowsHolesIslandsAndEmptyAreas) {
  const Polygon atoll{{{{0, 0}, {9, 0}, {9, 9}, {0, 9}}, {{{3, 3}, {3, 6}, {6, 6}, {6, 3}}}},
                      rectangle({20, 0}, {21, 1}).front()};
  const AreaIndex index({{}, atoll});
  EXPECT_EQ(index.locate({4.5, 4.5}, 1_m).how, How::outside);
  EXPECT_EQ(index.locate({20.5, 0.5}, 1_m), (Placement{How::inside, 1}));
  EXPECT_EQ(index.areas().size(), 2U);
}

TEST(AreaIndex, FindsNothingWithoutAreas) {
  const AreaIndex index({});
  EXPECT_EQ(index.locate({0, 0}, 50_m).how, How::outside);
  EXPECT_TRUE(index.locate(std::span<const Point>{}, 50_m).empty());
}

TEST(AreaIndex, AnswersTheSameOnAnyNumberOfThreads) {
  Stream random(8, 0);
  const AreaIndex index(testing::tiling(10, 20, random));
  const auto points = testing::random_points(20'000, 110.0, random);
  const auto locate = [&] { return index.locate(points, 3_m); };
  const auto one = testing::with_threads(1, locate);
  EXPECT_EQ(one, testing::with_threads(2, locate));
  EXPECT_EQ(one, testing::with_threads(8, locate));
}

TEST(AreaIndex, RefusesPointsThatAreNotFiniteAndNegativeTolerances) {
  const AreaIndex index({rectangle({0, 0}, {1, 1})});
  EXPECT_THROW(index.locate(testing::with_nan(), 1_m), ContractViolation);
  EXPECT_THROW(index.locate({0, 0}, Meters(-1.0)), ContractViolation);
}

}  // namespace
}  // namespace rawan
