#include "rawan/io/coordinate_system.h"

#include "rawan/io/crs.h"
#include "rawan/io/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace rawan::io {
namespace {

const Box kBengkayang{{108.6, 0.5}, {110.2, 1.5}};

TEST(CoordinateSystem, IsNamedByItsCode) {
  for (const char* code : {"EPSG:32649", "epsg:32649", "32649"}) {
    const CoordinateSystem utm = coordinate_system(code);
    EXPECT_EQ(utm.name, "EPSG:32649");
    EXPECT_TRUE(utm.metric);
    EXPECT_FALSE(utm.geographic);
  }
  EXPECT_TRUE(coordinate_system("EPSG:4326").geographic);
  EXPECT_FALSE(coordinate_system("EPSG:3857").metric);
  EXPECT_FALSE(coordinate_system("EPSG:2263").metric);  // New York in feet.
}

TEST(CoordinateSystem, RefusesWhatIsNone) {
  for (const char* code : {"", "EPSG:", "EPSG:1", "utm", "-4326", "4326 ", "EPSG:5773"}) {
    EXPECT_THROW(coordinate_system(code), InputError) << code;
  }
}

TEST(MetricSystem, IsTheUtmZoneOfASmallExtent) {
  const MetricSystem found = metric_system_for(coordinate_system("4326"), kBengkayang);
  const CrsChoice other = choose_metric_crs({{108.6, 0.5}, {110.2, 1.5}});
  EXPECT_EQ(found.system.name, "EPSG:" + std::to_string(static_cast<int>(other.crs)));
  // Steps of 11 m stand for the point scale factor: their end is 1e-6 of the radius away.
  EXPECT_NEAR(found.smallest_scale, other.smallest_scale, 1e-6);
  EXPECT_NEAR(found.largest_scale, other.largest_scale, 1e-6);
  EXPECT_FALSE(found.distorted());
}

TEST(MetricSystem, IsWhatIsMetricAlready) {
  const CoordinateSystem utm = coordinate_system("EPSG:32649");
  EXPECT_EQ(metric_system_for(utm, {{3e5, 5e4}, {4e5, 2e5}}).system, utm);
  EXPECT_TRUE(metric_system_for({}, kBengkayang).system.planar());
}

TEST(MetricSystem, ReplacesMercatorOfTheWeb) {
  const MetricSystem found =
      metric_system_for(coordinate_system("3857"), {{1.21e7, 1e5}, {1.22e7, 2e5}});
  EXPECT_EQ(found.system.name, "EPSG:32649");
}

// Along the equator from Aceh to Papua, 6 degrees north to 11 south, Mercator's scale grows from
// its least by 1 / cos 11 degrees = 1.0187: with the true parallel in the middle at most 0.94 %.
TEST(MetricSystem, KeepsLengthsOfAWholeArchipelagoWithinAPercent) {
  const MetricSystem found =
      metric_system_for(coordinate_system("4326"), {{95.0, -11.0}, {141.0, 6.0}});
  EXPECT_TRUE(found.distorted());
  EXPECT_GT(found.smallest_scale, 0.9905);
  EXPECT_LT(found.largest_scale, 1.0095);
}

TEST(MetricSystem, SuitsAHighLatitude) {
  const MetricSystem found =
      metric_system_for(coordinate_system("4326"), {{-5.0, 46.0}, {30.0, 49.0}});
  EXPECT_LT(found.largest_scale / found.smallest_scale, 1.001);
}

TEST(Reprojection, IsUndoneByItsInverse) {
  const CoordinateSystem degrees = coordinate_system("4326");
  const CoordinateSystem meters = coordinate_system("32649");
  std::vector<Point> points;
  for (int i = 0; i < 70'000; ++i) points.push_back({108.6 + i * 1e-5, 0.5 + i * 1e-5});
  const std::vector<Point> before = points;
  Reprojection(degrees, meters).apply(points);
  Reprojection(meters, degrees).apply(points);
  for (std::size_t i = 0; i < points.size(); ++i) {
    ASSERT_NEAR(points[i].x, before[i].x, 1e-10);
    ASSERT_NEAR(points[i].y, before[i].y, 1e-10);
  }
}

TEST(Reprojection, LeavesThePlaneAndEqualSystemsAlone) {
  std::vector<Point> points{{1.0, 2.0}};
  Reprojection({}, {}).apply(points);
  const CoordinateSystem utm = coordinate_system("32649");
  Reprojection(utm, utm).apply(points);
  EXPECT_EQ(points[0], (Point{1.0, 2.0}));
}

TEST(Reprojection, GivesNanWhereThereIsNoAnswer) {
  std::vector<Point> points{{109.0, 95.0}, {109.0, 1.0}};
  Reprojection(coordinate_system("4326"), coordinate_system("32649")).apply(points);
  EXPECT_TRUE(std::isnan(points[0].x));
  EXPECT_TRUE(std::isfinite(points[1].x));
}

}  // namespace
}  // namespace rawan::io
