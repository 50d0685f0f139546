#include "area_repair.h"

#include "plane_repair.h"
#include "rawan/io/crs.h"
#include "rings.h"

#include <gtest/gtest.h>
#include <ogr_geometry.h>

#include <cmath>
#include <numbers>

namespace rawan::io {
namespace {

GeoRing box(double west, double south, double side) {
  return {{west, south}, {west + side, south}, {west + side, south + side}, {west, south + side}};
}

double area_of(const GeoRing& ring) {
  return ellipsoidal_area({{ring, {}}});
}

RepairedArea repair(const GeoArea& area) {
  const Geos geos;
  RepairedArea repaired = repair_area(geos, area);
  EXPECT_TRUE(geos.is_valid(geos.to_shape(repaired.area)));
  for (const GeoPart& part : repaired.area) {
    EXPECT_GT(signed_ring_area(part.outer), 0.0);
    for (const GeoRing& hole : part.holes) EXPECT_LT(signed_ring_area(hole), 0.0);
  }
  return repaired;
}

TEST(RepairArea, KeepsEveryCoordinateOfAValidArea) {
  const GeoArea area{{box(109.123456789012345, 0.987654321098765, 0.1), {}}};
  const RepairedArea repaired = repair(area);
  EXPECT_EQ(repaired.area, area);
  EXPECT_FALSE(repaired.changed);
}

TEST(RepairArea, OrientsRings) {
  GeoRing outer = box(109.0, 0.0, 0.1);
  std::reverse(outer.begin(), outer.end());
  const RepairedArea repaired = repair({{outer, {box(109.02, 0.02, 0.02)}}});
  EXPECT_FALSE(repaired.changed);
  EXPECT_EQ(repaired.area[0].outer.front(), outer.front());
  EXPECT_EQ(repaired.area[0].holes.size(), 1U);
}

TEST(RepairArea, MeasuresASmallKinkByItsOwnSize) {
  // The last corner is crossed: a loop of about a hundredth of the side.
  GeoRing ring = box(109.0, 0.0, 0.1);
  ring.push_back({109.001, 0.1});
  ring.push_back({109.0, 0.099});
  ring.insert(ring.begin() + 3, {109.1, 0.0995});
  const RepairedArea repaired = repair({{ring, {}}});
  EXPECT_TRUE(repaired.changed);
  EXPECT_GT(repaired.share, 0.0);
  EXPECT_LT(repaired.share, 0.01);
}

TEST(RepairArea, DisputesAllOfABowTieOfEqualLobes) {
  const GeoRing bow_tie{{109.0, 0.0}, {109.1, 0.1}, {109.1, 0.0}, {109.0, 0.1}};
  const RepairedArea repaired = repair({{bow_tie, {}}});
  EXPECT_TRUE(repaired.changed);
  EXPECT_NEAR(repaired.share, 1.0, 1e-3);  // The signed areas cancel but for the ellipsoid.
  EXPECT_NEAR(ellipsoidal_area(repaired.area) / area_of(box(109.0, 0.0, 0.1)), 0.5, 1e-4);
}

TEST(RepairArea, MergesNestedOuterRings) {
  const RepairedArea repaired = repair({{box(109.0, 0.0, 0.1), {}}, {box(109.04, 0.04, 0.01), {}}});
  EXPECT_EQ(repaired.area.size(), 1U);
  EXPECT_TRUE(repaired.area[0].holes.empty());
  EXPECT_NEAR(repaired.share, 0.01 / 1.01, 1e-4);
}

TEST(RepairArea, CountsOverlappingHolesOnce) {
  const RepairedArea repaired =
      repair({{box(109.0, 0.0, 0.1), {box(109.02, 0.02, 0.02), box(109.03, 0.03, 0.02)}}});
  EXPECT_NEAR(ellipsoidal_area(repaired.area) / area_of(box(109.0, 0.0, 0.1)), 1 - 0.07, 1e-4);
  EXPECT_NEAR(repaired.share, 0.01 / 0.93, 1e-3);
}

TEST(RepairArea, RecoversIslandsStoredAsHolesOfASpeck) {
  const RepairedArea repaired =
      repair({{box(109.0, 0.0, 1e-5), {box(109.02, 0.02, 0.02), box(109.06, 0.02, 0.02)}}});
  EXPECT_EQ(repaired.area.size(), 3U);
  EXPECT_LT(repaired.share, 1e-5);
}

TEST(RepairArea, DropsASpikeWithoutChangingTheArea) {
  GeoRing ring = box(109.0, 0.0, 0.1);
  ring.insert(ring.begin() + 1, {{109.05, 0.0}, {109.05, -0.05}, {109.05, 0.0}});
  const RepairedArea repaired = repair({{ring, {}}});
  EXPECT_TRUE(repaired.changed);
  EXPECT_LT(repaired.share, 1e-9);
  EXPECT_NEAR(ellipsoidal_area(repaired.area) / area_of(box(109.0, 0.0, 0.1)), 1.0, 1e-9);
}

TEST(RepairArea, LeavesNothingOfALine) {
  const RepairedArea repaired = repair({{{{109.0, 0.0}, {109.5, 0.5}, {110.0, 1.0}}, {}}});
  EXPECT_TRUE(repaired.area.empty());
}

TEST(RepairArea, RefusesToRepairOverTheCapInsteadOfHanging) {
  GeoRing star;
  for (std::size_t i = 0; i < kRepairVertexCap + 1; ++i) {
    const double angle = 2.0 * 3.14159265358979 * 2.0 * static_cast<double>(i) /
                         static_cast<double>(kRepairVertexCap + 1);
    star.push_back({109.0 + 0.1 * std::cos(angle), 0.1 * std::sin(angle)});
  }
  star[7] = star[100'000];
  const Geos geos;
  EXPECT_EQ(repair_area(geos, {{star, {}}}).refusal, "too_many_vertices");
}

/// Each edge crosses nearly every other: corners * (corners / 2 - 1) crossings.
GeoRing star_polygon(std::size_t corners) {
  GeoRing star;
  for (std::size_t i = 0; i < corners; ++i) {
    const auto at = static_cast<double>(i * (corners / 2) % corners);
    const double angle = 2.0 * std::numbers::pi * at / static_cast<double>(corners);
    star.push_back({109.0 + 0.1 * std::cos(angle), 0.1 * std::sin(angle)});
  }
  return star;
}

TEST(RepairArea, RefusesWhatHasMoreCrossingsThanAnyMapAndRepairsTheRest) {
  const Geos geos;
  const RepairedArea repaired = repair_area(geos, {{star_polygon(143), {}}});  // 10,010
  EXPECT_EQ(repaired.refusal, "");
  EXPECT_TRUE(repaired.changed);
  const RepairedArea refused = repair_area(geos, {{star_polygon(4001), {}}});  // 8 million
  EXPECT_EQ(refused.refusal, "polygon_tangled");
  EXPECT_TRUE(refused.area.empty());
}

TEST(RepairArea, RefusesToJudgeWhatHasToBeComparedEdgeByEdge) {
  GeoRing comb{{109.2, -0.01}};
  for (int tooth = 0; tooth < 100'000; ++tooth) {
    const double foot = 109.0 + 1e-7 * tooth;
    comb.push_back({foot, 0.0});
    comb.push_back({foot + 0.1, 0.1});
  }
  const Geos geos;
  EXPECT_EQ(repair_area(geos, {{comb, {}}}).refusal, "polygon_tangled");
}

TEST(PlaneRepair, RefusesWhatIsTangledInAnyCoordinates) {
  const auto refusal_of = [](const GeoRing& ring) {
    auto* line = new OGRLinearRing;  // Owned by the polygon.
    for (const GeoPoint p : ring) line->addPoint(1e5 * p.lon, 1e5 * p.lat);
    line->closeRings();
    OGRPolygon polygon;
    polygon.addRingDirectly(line);
    return std::string(PlaneRepair().sound(&polygon).refusal);
  };
  EXPECT_EQ(refusal_of(star_polygon(4001)), "polygon_tangled");
  EXPECT_EQ(refusal_of(star_polygon(143)), "polygon_lost");  // Repaired, but to another area.
  EXPECT_EQ(refusal_of(box(109.0, 0.0, 0.1)), "");
}

TEST(DropRepeatedVertices, DropsTheClosingVertexSilently) {
  GeoRing ring = box(109.0, 0.0, 0.1);
  const GeoRing open = ring;
  ring.push_back(ring.front());
  EXPECT_FALSE(drop_repeated_vertices(ring));
  EXPECT_EQ(ring, open);
  ring.insert(ring.begin(), ring.front());
  EXPECT_TRUE(drop_repeated_vertices(ring));
  EXPECT_EQ(ring, open);
}

}  // namespace
}  // namespace rawan::io
