#include "rawan/algorithms/nearest_road.h"

#include "rawan/algorithms/contract.h"
#include "support/networks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace rawan {
namespace {

double length_of(const Polyline& line) {
  double length = 0.0;
  for (std::size_t i = 1; i < line.size(); ++i) {
    length += std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
  }
  return length;
}

double distance_to(Point p, Point a, Point b) {
  const double length2 = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y);
  double t = length2 > 0 ? ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length2 : 0;
  t = std::clamp(t, 0.0, 1.0);
  return std::hypot(p.x - a.x - t * (b.x - a.x), p.y - a.y - t * (b.y - a.y));
}

TEST(NearestRoad, IsThatOfALookAtEverySegment) {
  for (const double offset : {0.0, 1e7}) {
    Stream random(3, 1);
    std::vector<Polyline> roads = testing::random_roads(30, 60, 5000.0, random);
    for (Polyline& road : roads) {
      for (Point& p : road) p = {p.x + offset, p.y - offset};
    }
    std::vector<bool> stops(roads.size(), true);
    for (std::size_t e = 0; e < roads.size(); e += 5) stops[e] = false;
    const NearestRoad nearest(roads, stops);
    for (const Point at : testing::random_points(200, 5000.0, random)) {
      const Point p{at.x + offset, at.y - offset};
      double least = 1e300;
      for (std::size_t e = 0; e < roads.size(); ++e) {
        for (std::size_t i = 1; stops[e] && i < roads[e].size(); ++i) {
          least = std::min(least, distance_to(p, roads[e][i - 1], roads[e][i]));
        }
      }
      const auto found = nearest.find(p, 200_m);
      ASSERT_EQ(found.has_value(), least <= 200.0);
      if (!found) continue;
      EXPECT_TRUE(stops[found->place.edge]);
      EXPECT_NEAR(found->distance.value, least, 1e-6);
      const Polyline before = part_of_road(roads[found->place.edge], 0.0, found->place.share);
      const Point end = before.back();
      EXPECT_NEAR(std::hypot(end.x - p.x, end.y - p.y), least, 1e-6);
    }
  }
}

TEST(NearestRoad, KeepsItsLimitAndTakesTheFirstOfEquals) {
  const std::vector<Polyline> roads{{{0, 10}, {10, 10}}, {{0, 0}, {10, 0}}, {{0, 0}, {10, 0}}};
  const NearestRoad nearest(roads, {true, true, true});
  EXPECT_EQ(nearest.find({5, 5}, 5_m), (SnappedPlace{{0, 0.5}, 5_m}));
  EXPECT_EQ(nearest.find({5, 5}, 4.999_m), std::nullopt);
  EXPECT_EQ(nearest.find({4, 1}, 5_m), (SnappedPlace{{1, 0.4}, 1_m}));
  EXPECT_EQ(nearest.find({-3, -4}, 5_m), (SnappedPlace{{1, 0.0}, 5_m}));
  EXPECT_EQ(nearest.find({13, -4}, 5_m), (SnappedPlace{{1, 1.0}, 5_m}));
}

TEST(NearestRoad, SkipsRoadsWithoutLengthAndRefusesNumbersThatAreNone) {
  const std::vector<Polyline> roads{{{0, 0}, {0, 0}}, {}, {{0, 7}, {0, 7}, {0, 9}}};
  const NearestRoad nearest(roads, {true, true, true});
  EXPECT_EQ(nearest.find({0, 0}, 10_m), (SnappedPlace{{2, 0.0}, 7_m}));
  EXPECT_EQ(NearestRoad({}, {}).find({0, 0}, 10_m), std::nullopt);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW((void)nearest.find({nan, 0}, 10_m), ContractViolation);
  EXPECT_THROW((void)nearest.find({0, 0}, Meters(-1.0)), ContractViolation);
  EXPECT_THROW(NearestRoad(std::vector<Polyline>{{{0, nan}, {1, 1}}}, {true}), ContractViolation);
}

TEST(PartOfRoad, ConcatenatesToTheWholeAndTurnsRound) {
  const Polyline road{{0, 0}, {3, 4}, {3, 14}, {8, 14}};  // 5 + 10 + 5.
  EXPECT_EQ(part_of_road(road, 0.0, 1.0), road);
  EXPECT_EQ(part_of_road(road, 0.25, 0.5), (Polyline{{3, 4}, {3, 9}}));
  EXPECT_EQ(part_of_road(road, 0.5, 0.25), (Polyline{{3, 9}, {3, 4}}));
  EXPECT_EQ(part_of_road(road, 1.0, 0.9), (Polyline{{8, 14}, {6, 14}}));
  for (const double cut : {0.1, 0.25, 0.6, 0.75, 0.99}) {
    EXPECT_NEAR(length_of(part_of_road(road, 0.0, cut)), 20.0 * cut, 1e-12);
    EXPECT_NEAR(length_of(part_of_road(road, 1.0, cut)), 20.0 * (1.0 - cut), 1e-12);
  }
}

}  // namespace
}  // namespace rawan
