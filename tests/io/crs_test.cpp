#include "rawan/io/crs.h"

#include "rawan/io/error.h"
#include "support/failing_call.h"

#include <gtest/gtest.h>

#include <cmath>
#include <geodesic.h>
#include <new>
#include <numbers>

namespace rawan::io {
namespace {

constexpr GeoBox kBengkayang{{108.69, 0.53}, {110.15, 1.54}};

GeoArea box_area(double west, double south, double east, double north) {
  return {{{{west, south}, {east, south}, {east, north}, {west, north}}, {}}};
}

/// Length of the meridian from the equator, WGS 84, by the series in n of Helmert (1880):
/// the third method beside PROJ's and ours.
double meridian_length(double lat) {
  constexpr double f = 1.0 / 298.257223563;
  constexpr double n = f / (2.0 - f);
  const double phi = lat * std::numbers::pi / 180.0;
  const double a = 6378137.0 / (1.0 + n) * (1.0 + n * n / 4.0 + n * n * n * n / 64.0);
  return a * (phi - (3.0 * n / 2.0 - 9.0 * n * n * n / 16.0) * std::sin(2.0 * phi) +
              (15.0 * n * n / 16.0 - 15.0 * n * n * n * n / 32.0) * std::sin(4.0 * phi) -
              35.0 * n * n * n / 48.0 * std::sin(6.0 * phi) +
              315.0 * n * n * n * n / 512.0 * std::sin(8.0 * phi));
}

TEST(Projector, TellsAWantOfMemoryFromAnUnknownSystem) {
  const auto code = [](long failing) {
    return testing::code_where_a_call_fails(failing, ENOMEM, [] {
      try {
        const Projector projector(MetricCrs{32699});
      } catch (const std::bad_alloc&) {
        throw InputError("no memory", {});
      }
    });
  };
  EXPECT_EQ(code(SYS_sync), "crs_unknown");
  EXPECT_EQ(code(SYS_mmap), "no memory");
}

TEST(Projector, FollowsTheMeridianSeriesOnEveryCentralMeridian) {
  for (int zone = 46; zone <= 54; ++zone) {
    const double central = 6.0 * zone - 183.0;
    const Projector north(MetricCrs(32600 + zone));
    const Projector south(MetricCrs(32700 + zone));
    for (double lat = 0.0; lat <= 11.0; lat += 0.5) {
      const Point up = north.to_meters({central, lat});
      EXPECT_NEAR(up.x, 500'000.0, 0.001);
      EXPECT_NEAR(up.y, 0.9996 * meridian_length(lat), 0.001) << zone << " " << lat;
      const Point down = south.to_meters({central, -lat});
      EXPECT_NEAR(down.y, 10'000'000.0 - 0.9996 * meridian_length(lat), 0.001);
    }
  }
}

TEST(Projector, AgreesWithTheEquatorsClosedForm) {
  // On the equator the transverse Mercator easting has a closed integral; three degrees from the
  // central meridian it is 333,978.556 m beyond it (the edge of every UTM zone: 166,021.443 m).
  const Projector zone_49(MetricCrs(32649));
  EXPECT_NEAR(zone_49.to_meters({108.0, 0.0}).x, 166'021.443, 0.001);
  EXPECT_NEAR(zone_49.to_meters({114.0, 0.0}).x, 833'978.557, 0.001);
}

TEST(Projector, GivesNegativeNorthingsSouthOfANorthernZone) {
  const Projector zone_49(MetricCrs(32649));
  EXPECT_LT(zone_49.to_meters({109.0, -0.1}).y, 0.0);
}

TEST(Projector, SurvivesTheRoundTrip) {
  const Projector zone_49(MetricCrs(32649));
  for (double lon = 107.0; lon <= 115.0; lon += 0.37) {
    for (double lat = -3.0; lat <= 3.0; lat += 0.41) {
      const GeoPoint back = zone_49.to_degrees(zone_49.to_meters({lon, lat}));
      EXPECT_NEAR(back.lon, lon, 1e-10);
      EXPECT_NEAR(back.lat, lat, 1e-10);
    }
  }
}

TEST(Projector, CarriesPolygonsWithTheirHoles) {
  const GeoArea area{{{{109.0, 0.5}, {109.1, 0.5}, {109.1, 0.6}},
                      {{{109.05, 0.52}, {109.06, 0.54}, {109.06, 0.52}}}}};
  const Projector zone_49(MetricCrs(32649));
  const Polygon meters = zone_49.to_meters(area);
  ASSERT_EQ(meters.size(), 1U);
  ASSERT_EQ(meters[0].holes.size(), 1U);
  EXPECT_EQ(meters[0].outer[2], zone_49.to_meters({109.1, 0.6}));
  EXPECT_NEAR(zone_49.to_degrees(meters)[0].holes[0][1].lat, 0.54, 1e-10);
}

TEST(Projector, RefusesWhatIsNoPositionOrNoCrs) {
  EXPECT_THROW(Projector(MetricCrs(1)), IoError);
  EXPECT_THROW(Projector(MetricCrs(4326)), IoError);
  const Projector zone_49(MetricCrs(32649));
  EXPECT_THROW(zone_49.to_meters({109.0, 91.0}), IoError);
  EXPECT_THROW(zone_49.to_meters({std::nan(""), 0.0}), IoError);
  EXPECT_THROW(zone_49.to_degrees({1e300, 0.0}), IoError);
}

TEST(ChooseMetricCrs, TakesTheZoneOfTheCenter) {
  const CrsChoice choice = choose_metric_crs(kBengkayang);
  EXPECT_EQ(choice.crs, MetricCrs(32649));
  EXPECT_EQ(choice.name, "WGS 84 / UTM zone 49N");
  EXPECT_EQ(choose_metric_crs({{106.7, -6.4}, {107.0, -6.1}}).crs, MetricCrs(32748));
  EXPECT_EQ(choose_metric_crs({{140.5, -2.7}, {140.9, -2.5}}).crs, MetricCrs(32754));
  EXPECT_EQ(choose_metric_crs({{95.2, 5.4}, {95.4, 5.6}}).crs, MetricCrs(32646));
}

TEST(ChooseMetricCrs, MeasuresTheScale) {
  // Near the equator the scale of UTM is 0.9996 cosh(lon - central meridian) on the sphere; the
  // ellipsoid changes the second term by under 1 %.
  const CrsChoice choice = choose_metric_crs(kBengkayang);
  const double half_width = 2.31 * std::numbers::pi / 180.0;
  EXPECT_NEAR(choice.largest_scale, 0.9996 * std::cosh(half_width), 2e-5);
  EXPECT_GT(choice.smallest_scale, 0.99959);
  EXPECT_FALSE(choice.distorted);
}

TEST(ChooseMetricCrs, SaysWhenADistrictIsTooWide) {
  EXPECT_TRUE(choose_metric_crs({{108.0, -1.0}, {116.0, 1.0}}).distorted);
}

TEST(ChooseMetricCrs, RefusesWhatDoesNotLieInIndonesia) {
  EXPECT_THROW(choose_metric_crs({}), IoError);
  EXPECT_THROW(choose_metric_crs({{-74.0, 40.0}, {-73.0, 41.0}}), IoError);
  EXPECT_THROW(choose_metric_crs({{0.5, 108.7}, {1.5, 110.1}}), IoError);
}

TEST(EllipsoidalArea, MatchesTheClosedFormBetweenParallels) {
  // Zone between the equator and a parallel: b^2/2 [s/(1-e^2 s^2) + atanh(e s)/e] per radian of
  // longitude, s = sin(lat). Many short edges make geodesics follow the parallel.
  constexpr double f = 1.0 / 298.257223563;
  const double e = std::sqrt(f * (2.0 - f));
  const double b = 6378137.0 * (1.0 - f);
  const auto zone = [&](double lat) {
    const double s = std::sin(lat * std::numbers::pi / 180.0);
    return b * b / 2.0 * (s / (1.0 - e * e * s * s) + std::atanh(e * s) / e);
  };
  GeoRing ring{{110.0, 0.0}};
  for (int i = 0; i <= 1000; ++i) ring.push_back({111.0 - i / 1000.0, 1.0});
  ring.insert(ring.begin() + 1, {111.0, 0.0});
  const double expected = zone(1.0) * std::numbers::pi / 180.0;
  EXPECT_NEAR(ellipsoidal_area({{ring, {}}}) / expected, 1.0, 1e-9);
}

TEST(EllipsoidalArea, AgreesWithGeodesicsAlongShortEdges) {
  // A village of 4,000 edges of some 20 m far from the equator against the geodesic polygon.
  geod_geodesic wgs84{};
  geod_init(&wgs84, 6378137.0, 1.0 / 298.257223563);
  geod_polygon polygon{};
  geod_polygon_init(&polygon, 0);
  GeoRing ring;
  for (int i = 0; i < 4000; ++i) {
    const double angle = 2.0 * std::numbers::pi * i / 4000.0;
    const double radius = 0.1 + 0.02 * std::sin(7.0 * angle);
    ring.push_back({123.0 + radius * std::cos(angle), -10.5 + radius * std::sin(angle)});
    geod_polygon_addpoint(&wgs84, &polygon, ring.back().lat, ring.back().lon);
  }
  double expected = 0.0;
  geod_polygon_compute(&wgs84, &polygon, 0, 1, &expected, nullptr);
  EXPECT_NEAR(ellipsoidal_area({{ring, {}}}) / expected, 1.0, 1e-9);
}

TEST(EllipsoidalArea, TakesHolesOffAndIgnoresOrientation) {
  GeoArea area = box_area(109.0, 0.5, 109.2, 0.7);
  const double whole = ellipsoidal_area(area);
  const GeoArea hole = box_area(109.1, 0.55, 109.15, 0.6);
  area[0].holes.push_back(hole[0].outer);
  EXPECT_NEAR(ellipsoidal_area(area), whole - ellipsoidal_area(hole), 1e-3);
  std::ranges::reverse(area[0].outer);
  EXPECT_NEAR(ellipsoidal_area(area), whole - ellipsoidal_area(hole), 1e-3);
}

TEST(EllipsoidalArea, DiffersFromUtmByTheSquareOfTheScale) {
  const CrsChoice choice = choose_metric_crs(kBengkayang);
  const GeoArea area = box_area(109.40, 1.00, 109.42, 1.02);
  const Polygon flat = Projector(choice.crs).to_meters(area);
  double twice = 0.0;
  const Ring& ring = flat[0].outer;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point p = ring[i];
    const Point q = ring[(i + 1) % ring.size()];
    twice += p.x * q.y - q.x * p.y;
  }
  const CrsChoice here = choose_metric_crs({{109.40, 1.00}, {109.42, 1.02}});
  const double ratio = twice / 2.0 / ellipsoidal_area(area);
  EXPECT_GT(ratio, here.smallest_scale * here.smallest_scale - 1e-6);
  EXPECT_LT(ratio, here.largest_scale * here.largest_scale + 1e-6);
}

}  // namespace
}  // namespace rawan::io
