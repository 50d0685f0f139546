#include "rawan/algorithms/contours.h"

#include "oracles/geos.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/polygons.h"
#include "support/patterns.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

namespace rawan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Grid<double> surface_of(std::size_t columns, std::vector<double> values, Point north_west = {}) {
  const GridFrame frame{
      .north_west = north_west, .cell = 1_m, .rows = values.size() / columns, .columns = columns};
  return {frame, std::move(values)};
}

Polygon contour(const Grid<double>& surface, double level) {
  return contours(surface, std::vector<double>{level}).front();
}

Grid<double> random_surface(Stream& random, std::uint64_t kinds, double missing) {
  const std::size_t columns = 1 + random.below(14);
  std::vector<double> values(columns * (1 + random.below(14)));
  for (double& v : values) {
    // Few kinds of values: plateaus, saddles and values right on the level.
    v = kinds > 0 ? double(random.below(kinds)) : random.uniform() * 3.0;
    if (random.uniform() < missing) v = kNaN;
  }
  return surface_of(columns, values, {1e6, 2e6});
}

TEST(Contours, CutTheLinesBetweenCentersWhereTheSurfaceIsLinear) {
  // One center of 4 amid zeros, level 1: a diamond that reaches three quarters of the way.
  const auto found = contour(surface_of(3, {0, 0, 0, 0, 4, 0, 0, 0, 0}), 1.0);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found[0].holes, IsEmpty());
  EXPECT_THAT(found[0].outer,
              ::testing::UnorderedElementsAre(Point{0.75, -1.5}, Point{1.5, -2.25},
                                              Point{2.25, -1.5}, Point{1.5, -0.75}));
  EXPECT_DOUBLE_EQ(area(found).value, 2.0 * 0.75 * 0.75);
}

TEST(Contours, RunAlongTheFrameAndHalfwayToMissingValues) {
  // All four cells reach the level: the corners of the frame are cut off.
  const auto all = contour(surface_of(2, {2, 2, 2, 2}), 1.0);
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_DOUBLE_EQ(area(all).value, 4.0 - 4.0 * 0.125);
  EXPECT_EQ(bounding_box(all), (Box{{0.0, -2.0}, {2.0, 0.0}}));
  const auto beside = contour(surface_of(2, {2, kNaN}), 1.0);
  EXPECT_EQ(bounding_box(beside), (Box{{0.0, -1.0}, {1.0, 0.0}}));
}

TEST(Contours, JoinOppositeCornersIfTheMeanReachesTheLevel) {
  EXPECT_THAT(contour(surface_of(2, {4, 0, 0, 4}), 2.0), SizeIs(1));
  EXPECT_THAT(contour(surface_of(2, {4, 0, 0, 4}), 2.1), SizeIs(2));
  EXPECT_THAT(contour(surface_of(2, {0, 4, 4, 0}), 2.0), SizeIs(1));
  EXPECT_THAT(contour(surface_of(2, {0, 4, 4, 0}), 2.1), SizeIs(2));
  EXPECT_THAT(contour(surface_of(2, {4, 0, kNaN, 4}), 1.0), SizeIs(2));
}

TEST(Contours, LeaveHolesAndIslandsInThem) {
  std::vector<double> values(49, 1.0);
  for (const std::size_t i : {16U, 17U, 18U, 23U, 25U, 30U, 31U, 32U}) values[i] = 0.0;
  const auto found = contour(surface_of(7, values), 0.5);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_THAT(found[0].holes, SizeIs(1));
  EXPECT_THAT(found[1].holes, IsEmpty());
  EXPECT_TRUE(covers(found, {3.5, -3.5}));
  EXPECT_FALSE(covers(found, {2.5, -3.5}));
}

TEST(RandomContours, AreValidByTheRulesOfOgc) {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const auto surface = random_surface(random, seed % 4, seed % 3 == 0 ? 0.2 : 0.0);
    for (const double level : {0.0, 1.0, 1.5, 2.0}) {
      ASSERT_TRUE(oracle::is_valid(contour(surface, level)));
    }
  }
}

TEST(RandomContours, HoldTheCentersThatReachTheLevelAndNoOthers) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 1);
    const auto surface = random_surface(random, seed % 4, 0.1);
    const auto found = contour(surface, 1.0);
    for (std::size_t row = 0; row < surface.frame.rows; ++row) {
      for (std::size_t column = 0; column < surface.frame.columns; ++column) {
        ASSERT_EQ(covers(found, surface.frame.center(row, column)), surface.at(row, column) >= 1.0);
      }
    }
  }
}

TEST(RandomContours, AreNested) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 2);
    const auto surface = random_surface(random, 0, 0.1);
    const auto found = contours(surface, std::vector<double>{0.7, 1.1, 1.6});
    for (std::size_t i = 1; i < found.size(); ++i) {
      // Coordinates of 2e6 are good to 2e-10 m.
      ASSERT_NEAR(oracle::area_of_intersection(found[i - 1], found[i]), area(found[i]).value, 1e-6);
    }
  }
}

TEST(RandomContours, AreComplementsOfTheContoursOfTheNegative) {
  // Where nothing is missing, {f >= l} and {-f >= -l} fill the frame but for the cut corners and
  // the strip between centers and the edge, which belongs to whichever is beside it.
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 3);
    const auto surface = random_surface(random, 0, 0.0);
    auto negative = surface;
    for (double& v : negative.values) v = -v;
    const auto high = contour(surface, 1.5);
    const auto low = contour(negative, -1.5);
    EXPECT_NEAR(oracle::area_of_intersection(high, low), 0.0, 1e-6);
    const double all = double(surface.frame.size());
    const auto edge = double(2 * (surface.frame.rows + surface.frame.columns));
    EXPECT_LE(area(high).value + area(low).value, all + 1e-6);
    // Each of the cells around the frame loses at most half of its outer half.
    EXPECT_GE(area(high).value + area(low).value, all - 0.25 * edge - 1e-6);
  }
}

TEST(Contours, ApproachACircleOfTheSecondOrder) {
  // A cone with the level at radius 30 cells. A chord of an arc of one cell stays within
  // 1 / (8 r) of it; the cone between centers is linear up to as much again.
  const GridFrame frame{.north_west = {-40.0, 40.0}, .cell = 1_m, .rows = 80, .columns = 80};
  Grid<double> cone{frame, {}};
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const Point p = frame.center(i / 80, i % 80);
    cone.values.push_back(100.0 - std::hypot(p.x, p.y));
  }
  const auto found = contour(cone, 70.0);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_NEAR(area(found).value, 900.0 * std::numbers::pi, 2.0 * 30.0 * std::numbers::pi / 120.0);
  for (const Point p : found[0].outer) EXPECT_NEAR(std::hypot(p.x, p.y), 30.0, 1.0 / 120.0);
}

TEST(Contours, AreEmptyWhereNothingReachesTheLevel) {
  EXPECT_THAT(contours(surface_of(2, {1, 1, kNaN, 0}), std::vector<double>{2.0, 1.0}),
              ElementsAre(IsEmpty(), SizeIs(1)));
  EXPECT_THAT(contour(surface_of(1, {}), 0.0), IsEmpty());
  EXPECT_THAT(contour(surface_of(1, {kNaN}), 0.0), IsEmpty());
}

TEST(Contours, RefuseWhatIsNotFinite) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_THROW(contour(surface_of(1, {infinity}), 0.0), ContractViolation);
  EXPECT_THROW(contour(surface_of(1, {1.0}), infinity), ContractViolation);
  EXPECT_THROW(contour(surface_of(1, {1.0}), kNaN), ContractViolation);
}

TEST(Contours, AreTheSameOnAnyNumberOfThreads) {
  Stream random(6, 0);
  std::vector<double> values(2500);
  for (double& v : values) v = random.uniform();
  const auto surface = surface_of(50, values);
  const std::vector<double> levels{0.2, 0.4, 0.6, 0.8};
  const auto answers = testing::on_1_2_8_threads([&] { return contours(surface, levels); });
  EXPECT_EQ(answers[0], answers[1]);
  EXPECT_EQ(answers[0], answers[2]);
}

TEST(MassLevels, AreTheHighestThatHoldTheShare) {
  const auto surface = surface_of(3, {5, 1, kNaN, 3, 1, 0});
  EXPECT_THAT(mass_levels(surface, std::vector<double>{0.4, 0.5, 0.8, 0.85, 1.0}),
              ElementsAre(5.0, 5.0, 3.0, 1.0, 1.0));
}

TEST(MassLevels, AreOutOfReachWithoutMass) {
  EXPECT_THAT(mass_levels(surface_of(2, {0, kNaN}), std::vector<double>{0.5}),
              ElementsAre(std::numeric_limits<double>::infinity()));
}

TEST(MassLevels, RefuseWhatTheyCannotMean) {
  EXPECT_THROW(mass_levels(surface_of(1, {-1}), std::vector<double>{0.5}), ContractViolation);
  EXPECT_THROW(mass_levels(surface_of(1, {1}), std::vector<double>{0.0}), ContractViolation);
  EXPECT_THROW(mass_levels(surface_of(1, {1}), std::vector<double>{1.1}), ContractViolation);
}

}  // namespace
}  // namespace rawan
