#include "oracles/geos.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/polygons.h"
#include "support/shapes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace rawan {
namespace {

using ::testing::ElementsAre;
using testing::rectangle;
using ::testing::SizeIs;

GridFrame frame_of(std::size_t rows, std::size_t columns) {
  return {.north_west = {100.0, 500.0}, .cell = 10_m, .rows = rows, .columns = columns};
}

std::vector<std::size_t> cells_of(const Grid<std::uint8_t>& grid) {
  std::vector<std::size_t> cells;
  for (std::size_t i = 0; i < grid.values.size(); ++i) {
    if (grid.values[i] != 0) cells.push_back(i);
  }
  return cells;
}

Grid<std::uint8_t> rasterize_slowly(std::span<const Polygon> areas, const GridFrame& frame) {
  Grid<std::uint8_t> grid{frame, std::vector<std::uint8_t>(frame.size(), 0)};
  for (std::size_t row = 0; row < frame.rows; ++row) {
    for (std::size_t column = 0; column < frame.columns; ++column) {
      for (const Polygon& area : areas) {
        if (covers(area, frame.center(row, column))) grid.at(row, column) = 1;
      }
    }
  }
  return grid;
}

TEST(Rasterize, MarksTheCellsWhoseCentersAreCovered) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const GridFrame frame = frame_of(1 + random.below(30), 1 + random.below(30));
    std::vector<Polygon> areas;
    for (std::size_t i = random.below(4); i > 0; --i) {
      areas.push_back(
          testing::star({100.0 + 300.0 * random.uniform(), 200.0 + 350.0 * random.uniform()}, 150.0,
                        3 + random.below(40), random));
    }
    ASSERT_EQ(rasterize(areas, frame).values, rasterize_slowly(areas, frame).values);
  }
}

TEST(Rasterize, AgreesWithCoversWhereCentersLieOnEdgesAndVertices) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const GridFrame frame = frame_of(20, 20);
    Ring ring;
    for (std::size_t i = 3 + random.below(8); i > 0; --i) {
      ring.push_back(
          {105.0 + 10.0 * double(random.below(20)), 305.0 + 10.0 * double(random.below(20))});
    }
    const std::vector<Polygon> areas{{{ring, {}}}};
    ASSERT_EQ(rasterize(areas, frame).values, rasterize_slowly(areas, frame).values);
  }
}

TEST(Rasterize, GivesEachCellOfATilingToSomeArea) {
  Stream random(9, 0);
  const GridFrame frame{.north_west = {0.0, 50.0}, .cell = 0.5_m, .rows = 100, .columns = 100};
  EXPECT_THAT(cells_of(rasterize(testing::tiling(5, 6, random), frame)), SizeIs(frame.size()));
}

TEST(Rasterize, IsEmptyWithoutAreasAndOutsideTheFrame) {
  const std::vector<Polygon> away{rectangle({-900, -900}, {-800, -800}), {}};
  EXPECT_TRUE(cells_of(rasterize({}, frame_of(3, 3))).empty());
  EXPECT_TRUE(cells_of(rasterize(away, frame_of(3, 3))).empty());
  EXPECT_TRUE(rasterize(away, frame_of(0, 0)).values.empty());
}

TEST(OutlineOfCells, RunsAroundOneCellCounterClockwise) {
  const std::vector<std::size_t> cells{5};
  const Polygon outline = outline_of_cells(frame_of(3, 4), cells);
  ASSERT_THAT(outline, SizeIs(1));
  EXPECT_EQ(area(outline).value, 100.0);
  EXPECT_THAT(outline[0].outer,
              ElementsAre(Point{120, 480}, Point{120, 490}, Point{110, 490}, Point{110, 480}));
}

TEST(OutlineOfCells, DropsVerticesAlongStraightSides) {
  const std::vector<std::size_t> cells{0, 1, 2, 3};
  EXPECT_THAT(outline_of_cells(frame_of(1, 4), cells).front().outer, SizeIs(4));
}

TEST(OutlineOfCells, PartsCellsThatMeetOnlyInACorner) {
  const std::vector<std::size_t> cells{3, 0};
  const Polygon outline = outline_of_cells(frame_of(2, 2), cells);
  ASSERT_THAT(outline, SizeIs(2));
  EXPECT_TRUE(covers({outline[0]}, frame_of(2, 2).center(0, 0)));
  EXPECT_TRUE(oracle::is_valid(outline));
}

TEST(OutlineOfCells, MakesAHoleWhereTheEndsOfARingMeetInACorner) {
  // x x x      the ring closes only in the corner between the lower left two
  // x . x
  // . x x
  const std::vector<std::size_t> cells{0, 1, 2, 3, 5, 7, 8};
  const Polygon outline = outline_of_cells(frame_of(3, 3), cells);
  ASSERT_THAT(outline, SizeIs(1));
  EXPECT_THAT(outline[0].holes, SizeIs(1));
  EXPECT_TRUE(oracle::is_valid(outline));
}

TEST(OutlineOfCells, KeepsHolesApartThatMeetInACorner) {
  std::vector<std::size_t> cells;
  for (std::size_t i = 0; i < 16; ++i) {
    if (i != 5 && i != 10) cells.push_back(i);
  }
  const Polygon outline = outline_of_cells(frame_of(4, 4), cells);
  ASSERT_THAT(outline, SizeIs(1));
  EXPECT_THAT(outline[0].holes, SizeIs(2));
  EXPECT_TRUE(oracle::is_valid(outline));
}

TEST(OutlineOfCells, KeepsAnIslandInALake) {
  std::vector<std::size_t> cells;
  for (std::size_t i = 0; i < 25; ++i) {
    const std::size_t ring = std::max(std::max(i / 5, 4 - i / 5), std::max(i % 5, 4 - i % 5));
    if (ring != 3) cells.push_back(i);
  }
  const Polygon outline = outline_of_cells(frame_of(5, 5), cells);
  ASSERT_THAT(outline, SizeIs(2));
  EXPECT_THAT(outline[0].holes, SizeIs(1));
  EXPECT_THAT(outline[1].holes, SizeIs(0));
}

TEST(OutlineOfCells, IsEmptyWithoutCells) {
  EXPECT_TRUE(outline_of_cells(frame_of(3, 3), {}).empty());
}

TEST(OutlineOfCells, RefusesForeignAndRepeatedCells) {
  const std::vector<std::size_t> foreign{9};
  const std::vector<std::size_t> repeated{1, 1};
  EXPECT_THROW(outline_of_cells(frame_of(3, 3), foreign), ContractViolation);
  EXPECT_THROW(outline_of_cells(frame_of(3, 3), repeated), ContractViolation);
}

double twice_signed_area(const Ring& ring) {
  double sum = 0.0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point a = ring[i];
    const Point b = ring[(i + 1) % ring.size()];
    sum += a.x * b.y - b.x * a.y;
  }
  return sum;
}

class RandomOutline : public ::testing::TestWithParam<double> {
 protected:
  template <class Check>
  void for_each_outline(const Check& check) const {
    for (std::uint64_t seed = 0; seed < 250; ++seed) {
      SCOPED_TRACE(seed);
      Stream random(seed, 0);
      const GridFrame frame = frame_of(1 + random.below(12), 1 + random.below(12));
      std::vector<std::size_t> cells = testing::random_cells(frame.size(), GetParam(), random);
      check(frame, cells, outline_of_cells(frame, cells));
    }
  }
};

TEST_P(RandomOutline, IsValidByTheRulesOfOgc) {
  for_each_outline([](const GridFrame&, const auto&, const Polygon& outline) {
    ASSERT_TRUE(oracle::is_valid(outline));
  });
}

TEST_P(RandomOutline, HasTheAreaOfItsCellsAndTurnsBackIntoThem) {
  for_each_outline([](const GridFrame& frame, const auto& cells, const Polygon& outline) {
    ASSERT_DOUBLE_EQ(area(outline).value, 100.0 * double(cells.size()));
    ASSERT_EQ(cells_of(rasterize({{outline}}, frame)), cells);
  });
}

TEST_P(RandomOutline, WindsOuterRingsCounterClockwiseAndHolesClockwise) {
  for_each_outline([](const GridFrame&, const auto&, const Polygon& outline) {
    for (const PolygonPart& part : outline) {
      ASSERT_GT(twice_signed_area(part.outer), 0.0);
      for (const Ring& hole : part.holes) ASSERT_LT(twice_signed_area(hole), 0.0);
    }
  });
}

TEST_P(RandomOutline, ListsPartsByTheirFirstCell) {
  for_each_outline([](const GridFrame& frame, const auto&, const Polygon& outline) {
    std::vector<std::size_t> first;
    for (const PolygonPart& part : outline) {
      first.push_back(cells_of(rasterize({{Polygon{part}}}, frame)).front());
    }
    ASSERT_TRUE(std::ranges::is_sorted(first));
  });
}

TEST_P(RandomOutline, DoesNotDependOnTheOrderOfCells) {
  for_each_outline([](const GridFrame& frame, auto cells, const Polygon& outline) {
    Stream(1, 1).shuffle(std::span(cells));
    ASSERT_EQ(outline_of_cells(frame, cells), outline);
  });
}

INSTANTIATE_TEST_SUITE_P(Density, RandomOutline, ::testing::Values(0.2, 0.5, 0.6, 0.75, 0.95));

}  // namespace
}  // namespace rawan
