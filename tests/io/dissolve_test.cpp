#include "rawan/io/dissolve.h"

#include "geos.h"
#include "rawan/io/crs.h"
#include "rings.h"

#include <gtest/gtest.h>

namespace rawan::io {
namespace {

constexpr double kMeter = 1.0 / 111'320.0;

GeoArea box(double west, double south, double east, double north) {
  return {{{{west, south}, {east, south}, {east, north}, {west, north}}, {}}};
}

void expect_clean(const GeoArea& area) {
  const Geos geos;
  EXPECT_TRUE(geos.is_valid(geos.to_shape(area)));
  for (const GeoPart& part : area) {
    EXPECT_GT(signed_ring_area(part.outer), 0.0);
    EXPECT_FALSE(part.outer.front() == part.outer.back());
    for (const GeoRing& hole : part.holes) EXPECT_LT(signed_ring_area(hole), 0.0);
  }
}

TEST(Dissolve, MakesOneOfNeighbors) {
  const std::vector<GeoArea> villages{box(109.0, 0.0, 109.1, 0.1), box(109.1, 0.0, 109.2, 0.1)};
  const GeoArea whole = dissolve(villages);
  expect_clean(whole);
  ASSERT_EQ(whole.size(), 1U);
  EXPECT_NEAR(ellipsoidal_area(whole) / ellipsoidal_area(box(109.0, 0.0, 109.2, 0.1)), 1.0, 1e-6);
}

TEST(Dissolve, KeepsCornersToTheMillimeter) {
  const GeoArea village{{{{109.0, 0.0}, {109.1, 0.02}, {109.13, 0.09}, {109.05, 0.04}}, {}}};
  const GeoArea same = dissolve(std::vector<GeoArea>{village});
  ASSERT_EQ(same.size(), 1U);
  for (const GeoPoint corner : village[0].outer) {
    EXPECT_TRUE(std::ranges::any_of(same[0].outer, [&](GeoPoint p) {
      return std::abs(p.lon - corner.lon) <= 1e-8 && std::abs(p.lat - corner.lat) <= 1e-8;
    })) << corner.lon;
  }
}

TEST(Dissolve, ClosesCracksThatReachTheEdgeAndSliversThatDoNot) {
  const double gap = 12.0 * kMeter;
  const std::vector<GeoArea> villages{
      box(109.0, 0.0, 109.1, 0.1),
      box(109.1 + gap, 0.0, 109.2, 0.1),
      {{{{109.0, 0.1}, {109.1, 0.1 + gap}, {109.2, 0.1}, {109.2, 0.2}, {109.0, 0.2}}, {}}}};
  const GeoArea whole = dissolve(villages);
  expect_clean(whole);
  ASSERT_EQ(whole.size(), 1U);
  EXPECT_TRUE(whole[0].holes.empty());
  EXPECT_NEAR(ellipsoidal_area(whole) / ellipsoidal_area(box(109.0, 0.0, 109.2, 0.2)), 1.0, 1e-4);
}

TEST(Dissolve, KeepsIslandsAndEnclaves) {
  GeoArea with_lake = box(109.0, 0.0, 109.1, 0.1);
  GeoRing lake = box(109.04, 0.04, 109.05, 0.05)[0].outer;
  std::reverse(lake.begin(), lake.end());
  with_lake[0].holes.push_back(lake);
  const GeoArea whole = dissolve(std::vector<GeoArea>{with_lake, box(109.2, 0.0, 109.21, 0.01)});
  expect_clean(whole);
  ASSERT_EQ(whole.size(), 2U);
  EXPECT_EQ(whole[0].holes.size() + whole[1].holes.size(), 1U);
}

TEST(Dissolve, IsNothingOfNothing) {
  EXPECT_TRUE(dissolve({}).empty());
}

}  // namespace
}  // namespace rawan::io
