#include "rawan/algorithms/zonal_sums.h"

#include "oracles/geos.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/kde.h"
#include "rawan/algorithms/polygons.h"
#include "support/patterns.h"
#include "support/shapes.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stop_token>

namespace rawan {
namespace {

using testing::rectangle;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Grid<double> random_surface(const GridFrame& frame, Stream& random) {
  Grid<double> surface{frame, std::vector<double>(frame.size())};
  for (double& v : surface.values) v = random.uniform();
  return surface;
}

double integral(const Grid<double>& surface) {
  double sum = 0.0;
  for (const double v : surface.values) sum += std::isnan(v) ? 0.0 : v;
  return sum * surface.frame.cell.value * surface.frame.cell.value;
}

double accounted(const ZonalSums& zonal) {
  double sum = zonal.outside;
  for (const double s : zonal.sums) sum += s;
  return sum;
}

/// The surface integrated over a zone by cutting every cell with GEOS.
double sum_by_clipping(const Grid<double>& surface, const Polygon& zone) {
  const double c = surface.frame.cell.value;
  double sum = 0.0;
  for (std::size_t row = 0; row < surface.frame.rows; ++row) {
    for (std::size_t column = 0; column < surface.frame.columns; ++column) {
      const Point p = surface.frame.center(row, column);
      const Polygon cell =
          rectangle({p.x - 0.5 * c, p.y - 0.5 * c}, {p.x + 0.5 * c, p.y + 0.5 * c});
      sum += surface.at(row, column) * oracle::area_of_intersection(zone, cell);
    }
  }
  return sum;
}

TEST(ZonalSums, AgreeWithCellsCutOneByOne) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const GridFrame frame{.north_west = {1e6, 2e6}, .cell = 3_m, .rows = 14, .columns = 11};
    const auto surface = random_surface(frame, random);
    // Some zones reach beyond the frame, some lie beside it.
    const Point middle{1e6 + 50.0 * random.uniform() - 8.0, 2e6 - 60.0 * random.uniform() + 8.0};
    Polygon zone =
        testing::star(middle, 2.0 + 30.0 * random.uniform(), 3 + random.below(30), random);
    if (seed % 3 == 0) {
      const Polygon hole = rectangle({middle.x - 0.2, middle.y - 0.2}, {middle.x + 0.2, middle.y});
      if (covers(zone, {middle.x, middle.y})) zone[0].holes.push_back(hole[0].outer);
      if (!oracle::is_valid(zone)) zone[0].holes.clear();
    }
    const double expected = sum_by_clipping(surface, zone);
    const ZonalSums found = zonal_sums(surface, std::vector<Polygon>{zone});
    // Coordinates of 2e6 have an ulp of 2e-10 m, along borders of some 300 m.
    EXPECT_NEAR(found.sums[0], expected, 1e-7);
    EXPECT_NEAR(accounted(found), integral(surface), 1e-9);
  }
}

TEST(ZonalSums, ConserveTheMassOverATilingAndItsOutside) {
  for (const double offset : {0.0, 1e7}) {
    Stream random(3, 0);
    auto tiles = testing::tiling(6, 7, random);
    for (Polygon& tile : tiles) tile[0].outer = testing::moved(tile[0].outer, {offset, offset});
    // The tiles fill (0,0)-(60,60); the frame reaches beyond them, but not to the west.
    const GridFrame frame{.north_west = {offset + 5.0, offset + 71.0},
                          .cell = Meters(0.7),
                          .rows = 111,
                          .columns = 90};
    const auto surface = random_surface(frame, random);
    const ZonalSums found = zonal_sums(surface, tiles);
    const Polygon all = rectangle({offset, offset}, {offset + 60.0, offset + 60.0});
    const ZonalSums whole = zonal_sums(surface, std::vector<Polygon>{all});
    EXPECT_NEAR(accounted(found), integral(surface), 1e-12 * integral(surface));
    EXPECT_NEAR(found.outside, whole.outside, 1e-9 * integral(surface));
    EXPECT_GT(found.outside, 0.1 * integral(surface));
  }
}

TEST(ZonalSums, GiveEachVillageItsEventsOfADensity) {
  // Two villages side by side fill the window: their sums are all 30 events.
  const GridFrame frame{.north_west = {0.0, 100.0}, .cell = 1_m, .rows = 100, .columns = 100};
  Stream random(5, 0);
  const auto density = kernel_density(testing::random_points(30, 100.0, random), {},
                                      {frame, std::vector<std::uint8_t>(frame.size(), 1)},
                                      {.kernel = Kernel::quartic, .bandwidth = 20_m});
  const std::vector<Polygon> villages{
      {{{{0.0, 0.0}, {33.3, 0.0}, {61.7, 100.0}, {0.0, 100.0}}, {}}},
      {{{{33.3, 0.0}, {100.0, 0.0}, {100.0, 100.0}, {61.7, 100.0}}, {}}}};
  const ZonalSums found = zonal_sums(density, villages);
  EXPECT_NEAR(found.sums[0] + found.sums[1], 30.0, 3e-9);
  EXPECT_NEAR(found.outside, 0.0, 3e-9);
  EXPECT_NEAR(found.valued[0].value, 4750.0, 1e-9);
}

TEST(ZonalSums, LeaveOutCellsWithoutAValue) {
  const GridFrame frame{.north_west = {0.0, 2.0}, .cell = 1_m, .rows = 2, .columns = 2};
  const Grid<double> surface{frame, {1.0, kNaN, 4.0, 8.0}};
  // Half of the western cells and all of the eastern ones.
  const ZonalSums found =
      zonal_sums(surface, std::vector<Polygon>{rectangle({0.5, 0.0}, {2.0, 2.0})});
  EXPECT_DOUBLE_EQ(found.sums[0], 0.5 + 2.0 + 8.0);
  EXPECT_DOUBLE_EQ(found.valued[0].value, 2.0);
  EXPECT_DOUBLE_EQ(found.outside, 2.5);
}

TEST(ZonalSums, DoNotDependOnTheDirectionOfRings) {
  const GridFrame frame{.north_west = {0.0, 10.0}, .cell = 1_m, .rows = 10, .columns = 10};
  Stream random(8, 0);
  const auto surface = random_surface(frame, random);
  Polygon zone = testing::star({5.0, 5.0}, 6.0, 12, random);
  const double sum = zonal_sums(surface, std::vector<Polygon>{zone}).sums[0];
  std::ranges::reverse(zone[0].outer);
  EXPECT_NEAR(zonal_sums(surface, std::vector<Polygon>{zone}).sums[0], sum, 1e-12);
}

TEST(ZonalSums, SurviveZonesWithoutExtentOrBesideTheFrame) {
  const GridFrame frame{.north_west = {0.0, 1.0}, .cell = 1_m, .rows = 1, .columns = 1};
  const Grid<double> surface{frame, {5.0}};
  const std::vector<Polygon> zones{{},
                                   {{{{0.5, 0.5}}, {}}},
                                   {{{{0.1, 0.5}, {0.9, 0.5}}, {}}},
                                   rectangle({7.0, 0.0}, {8.0, 1.0}),
                                   rectangle({0.0, -9.0}, {1.0, -8.0}),
                                   rectangle({1.0, 0.0}, {2.0, 1.0})};
  const ZonalSums found = zonal_sums(surface, zones);
  for (const double sum : found.sums) EXPECT_EQ(sum, 0.0);
  EXPECT_EQ(found.outside, 5.0);
  EXPECT_EQ(zonal_sums({frame, {kNaN}}, {}).outside, 0.0);
}

TEST(ZonalSums, RefuseWhatTheyCannotMean) {
  const GridFrame frame{.north_west = {0.0, 1.0}, .cell = 1_m, .rows = 1, .columns = 1};
  const std::vector<Polygon> lost{{{testing::with_nan(), {}}}};
  EXPECT_THROW(zonal_sums({frame, {1.0}}, lost), ContractViolation);
  EXPECT_THROW(zonal_sums({frame, {}}, {}), ContractViolation);
  EXPECT_THROW(zonal_sums({frame, {std::numeric_limits<double>::infinity()}}, {}),
               ContractViolation);
}

TEST(ZonalSums, AreTheSameOnAnyNumberOfThreads) {
  Stream random(9, 0);
  const auto tiles = testing::tiling(8, 5, random);
  const auto surface = random_surface(
      {.north_west = {0.0, 80.0}, .cell = Meters(0.5), .rows = 160, .columns = 160}, random);
  const auto answers = testing::on_1_2_8_threads([&] { return zonal_sums(surface, tiles); });
  for (const ZonalSums& answer : answers) {
    EXPECT_EQ(answer.sums, answers[0].sums);
    EXPECT_EQ(answer.outside, answers[0].outside);
  }
}

TEST(ZonalSums, StopWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  Progress progress;
  const GridFrame frame{.north_west = {0.0, 1.0}, .cell = 1_m, .rows = 1, .columns = 1};
  const std::vector<Polygon> zones{rectangle({0.0, 0.0}, {1.0, 1.0})};
  EXPECT_THROW(zonal_sums({frame, {1.0}}, zones, Control(stop.get_token(), progress)), Cancelled);
}

TEST(SpreadOverAreas, GivesEachWeightToTheSharesOfItsArea) {
  const GridFrame frame{.north_west = {0.0, 4.0}, .cell = 2_m, .rows = 2, .columns = 2};
  // The lower half of the northern cells; cells are 4 m2.
  const std::vector<Polygon> areas{rectangle({0.0, 2.0}, {4.0, 3.0})};
  const auto density = spread_over_areas(areas, std::vector<double>{6.0}, {frame, {}});
  EXPECT_THAT(density.values, ::testing::ElementsAre(0.75, 0.75, 0.0, 0.0));
}

TEST(SpreadOverAreas, ConservesTheWeightsInAnyWindow) {
  Stream random(11, 0);
  const GridFrame frame{.north_west = {0.0, 60.0}, .cell = 2_m, .rows = 30, .columns = 30};
  Grid<std::uint8_t> window{frame, std::vector<std::uint8_t>(frame.size(), 0)};
  for (std::uint8_t& cell : window.values) cell = random.uniform() < 0.3 ? 1 : 0;
  auto areas = testing::tiling(6, 5, random);
  areas.push_back(rectangle({200.0, 200.0}, {201.0, 201.0}));  // beside the window
  const std::vector<double> weights(areas.size(), 1.5);
  const auto density = spread_over_areas(areas, weights, window);
  EXPECT_NEAR(integral(density), 1.5 * double(areas.size()), 1e-10);
  for (std::size_t i = 0; i < density.values.size(); ++i) {
    EXPECT_EQ(std::isnan(density.values[i]), window.values[i] == 0);
  }
}

TEST(SpreadOverAreas, HasTheSameBitsInAnyOrderOfTheAreas) {
  Stream random(12, 0);
  auto areas = testing::tiling(5, 4, random);
  const GridFrame frame{.north_west = {0.0, 50.0}, .cell = 3_m, .rows = 17, .columns = 17};
  const auto density = spread_over_areas(areas, {}, {frame, {}});
  Stream(4, 4).shuffle(std::span(areas));
  EXPECT_EQ(spread_over_areas(areas, {}, {frame, {}}).values, density.values);
}

TEST(SpreadOverAreas, RefusesWhatItCannotMean) {
  const GridFrame frame{.north_west = {0.0, 1.0}, .cell = 1_m, .rows = 1, .columns = 1};
  const std::vector<Polygon> one{rectangle({0.0, 0.0}, {1.0, 1.0})};
  EXPECT_THROW(spread_over_areas(one, std::vector<double>{1.0, 2.0}, {frame, {}}),
               ContractViolation);
  EXPECT_THROW(spread_over_areas(one, std::vector<double>{kNaN}, {frame, {}}), ContractViolation);
  EXPECT_THROW(spread_over_areas(one, {}, {frame, {0}}), ContractViolation);
  EXPECT_THROW(spread_over_areas(std::vector<Polygon>{{}}, {}, {frame, {}}), ContractViolation);
}

}  // namespace
}  // namespace rawan
