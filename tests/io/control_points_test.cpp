// Boundaries arrive in any of the systems that Indonesian offices use. Each system has points whose
// place is worked out here by formulas of geodesy, so that neither the code of a system nor its
// axes, unit, false origin or datum can be mistaken without notice.

#include "gdal_session.h"
#include "layer_crs.h"

#include <gtest/gtest.h>
#include <ogr_spatialref.h>

#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {
namespace {

constexpr double kDegree = std::numbers::pi / 180.0;

struct Ellipsoid {
  double a;
  double inverse_flattening;
};
constexpr Ellipsoid kWgs84{6378137.0, 298.257223563};
constexpr Ellipsoid kGrs80{6378137.0, 298.257222101};
constexpr Ellipsoid kBessel{6377397.155, 299.1528128};
constexpr Ellipsoid kIndonesian{6378160.0, 298.247};

/// Transverse Mercator by the series of Krueger (1912) to the fourth power of n.
struct Zone {
  Ellipsoid ellipsoid;
  double central;  ///< Degrees.
  double scale;
  double false_east;
  double false_north;
};

GeoPoint in_zone(const Zone& zone, GeoPoint degrees) {
  const double f = 1.0 / zone.ellipsoid.inverse_flattening;
  const double n = f / (2.0 - f);
  const double n2 = n * n;
  const double radius = zone.ellipsoid.a / (1.0 + n) * (1.0 + n2 / 4.0 + n2 * n2 / 64.0);
  const std::array<double, 4> alpha{
      n / 2.0 - 2.0 * n2 / 3.0 + 5.0 * n2 * n / 16.0 + 41.0 * n2 * n2 / 180.0,
      13.0 * n2 / 48.0 - 3.0 * n2 * n / 5.0 + 557.0 * n2 * n2 / 1440.0,
      61.0 * n2 * n / 240.0 - 103.0 * n2 * n2 / 140.0, 49561.0 * n2 * n2 / 161280.0};
  const double e = std::sqrt(f * (2.0 - f));
  const double sine = std::sin(degrees.lat * kDegree);
  const double conformal = std::sinh(std::atanh(sine) - e * std::atanh(e * sine));
  const double east = (degrees.lon - zone.central) * kDegree;
  const double xi = std::atan2(conformal, std::cos(east));
  const double eta = std::atanh(std::sin(east) / std::hypot(1.0, conformal));
  double x = eta;
  double y = xi;
  for (std::size_t j = 0; j < alpha.size(); ++j) {
    const double twice = 2.0 * static_cast<double>(j + 1);
    x += alpha[j] * std::cos(twice * xi) * std::sinh(twice * eta);
    y += alpha[j] * std::sin(twice * xi) * std::cosh(twice * eta);
  }
  return {zone.false_east + zone.scale * radius * x, zone.false_north + zone.scale * radius * y};
}

/// A shift between two datums: meters, seconds of arc as a coordinate frame rotation, parts per
/// million.
struct Shift {
  Ellipsoid from;
  std::array<double, 3> move;
  std::array<double, 3> turn;
  double scale;
};

GeoPoint to_wgs84(const Shift& shift, GeoPoint place) {
  const auto eccentricity2 = [](const Ellipsoid& e) {
    const double f = 1.0 / e.inverse_flattening;
    return f * (2.0 - f);
  };
  const double lat = place.lat * kDegree;
  const double lon = place.lon * kDegree;
  const double sine = std::sin(lat);
  const double own2 = eccentricity2(shift.from);
  const double normal = shift.from.a / std::sqrt(1.0 - own2 * sine * sine);
  const double x = normal * std::cos(lat) * std::cos(lon);
  const double y = normal * std::cos(lat) * std::sin(lon);
  const double z = normal * (1.0 - own2) * sine;
  const double second = kDegree / 3600.0;
  const auto& [tx, ty, tz] = shift.move;
  const double rx = shift.turn[0] * second;
  const double ry = shift.turn[1] * second;
  const double rz = shift.turn[2] * second;
  const double m = 1.0 + shift.scale * 1e-6;
  const double east = tx + m * (x + rz * y - ry * z);
  const double north = ty + m * (-rz * x + y + rx * z);
  const double up = tz + m * (ry * x - rx * y + z);
  const double e2 = eccentricity2(kWgs84);
  const double flat = std::hypot(east, north);
  double latitude = std::atan2(up, flat * (1.0 - e2));
  for (int i = 0; i < 8; ++i) {
    const double s = std::sin(latitude);
    latitude = std::atan2(up + e2 * kWgs84.a / std::sqrt(1.0 - e2 * s * s) * s, flat);
  }
  return {std::atan2(north, east) / kDegree, latitude / kDegree};
}

struct ControlPoint {
  int epsg;
  GeoPoint stored;  ///< East (or longitude) first.
  GeoPoint wgs84;
  std::string_view note;
  double tolerance;  ///< Meters.
};

/// A millimeter: the same datum, only another way to write the place.
constexpr double kSameDatum = 0.001;
/// Ten: PROJ's steps in height, which the formulas above do without.
constexpr double kOtherDatum = 0.01;

double utm_center(int zone) {
  return 6.0 * zone - 183.0;
}

GeoPoint place_in(double central, bool south) {
  return {central + 1.3, south ? -4.25 : 3.75};
}

void add_utm(int first_epsg, int first_zone, int last_zone, bool south, const Ellipsoid& ellipsoid,
             std::string_view note, std::vector<ControlPoint>& points) {
  for (int number = first_zone; number <= last_zone; ++number) {
    const Zone zone{ellipsoid, utm_center(number), 0.9996, 500'000.0, south ? 1e7 : 0.0};
    const GeoPoint place = place_in(zone.central, south);
    points.push_back(
        {first_epsg + number - first_zone, in_zone(zone, place), place, note, kSameDatum});
  }
}

/// Zones of three degrees of the land registry (BPN): 46.2, 47.1, 47.2 ... 54.1.
void add_land_registry(std::vector<ControlPoint>& points) {
  for (int i = 0; i < 16; ++i) {
    const Zone zone{kWgs84, 94.5 + 3.0 * i, 0.9999, 200'000.0, 1'500'000.0};
    const GeoPoint place = place_in(zone.central, i % 2 == 0);
    points.push_back({23830 + i, in_zone(zone, place), place, "crs_relabelled", kSameDatum});
  }
}

GeoPoint in_web_mercator(GeoPoint p) {
  return {kWgs84.a * p.lon * kDegree, kWgs84.a * std::asinh(std::tan(p.lat * kDegree))};
}

void add_other_datums(std::vector<ControlPoint>& points) {
  const Shift batavia{kBessel, {-377.0, 681.0, -50.0}, {}, 0.0};  // EPSG:8452, 6 m.
  const Shift id74{kIndonesian,                                   // EPSG:1833, 3 m.
                   {-1.977, -13.06, -9.993},
                   {-0.364, -0.254, -0.689},
                   -1.037};
  constexpr double kJakarta = 106.0 + 48.0 / 60.0 + 27.79 / 3600.0;
  for (const GeoPoint java : {GeoPoint{107.6, -6.9}, GeoPoint{110.4, -7.0}}) {
    const GeoPoint place = to_wgs84(batavia, java);
    points.push_back({4211, java, place, "crs_transformed", kOtherDatum});
    points.push_back(
        {4813, {java.lon - kJakarta, java.lat}, place, "crs_transformed", kOtherDatum});
  }
  for (const GeoPoint inland : {GeoPoint{109.5, 0.9}, GeoPoint{101.4, 0.5}}) {
    points.push_back({4238, inland, to_wgs84(id74, inland), "crs_transformed", kOtherDatum});
  }
  const Zone id74_49{kIndonesian, utm_center(49), 0.9996, 500'000.0, 0.0};
  const GeoPoint bengkayang{109.5, 0.9};
  points.push_back({23849, in_zone(id74_49, bengkayang), to_wgs84(id74, bengkayang),
                    "crs_transformed", kOtherDatum});
}

std::vector<ControlPoint> control_points() {
  std::vector<ControlPoint> points;
  add_utm(32646, 46, 54, false, kWgs84, "crs_transformed", points);
  add_utm(32746, 46, 54, true, kWgs84, "crs_transformed", points);
  add_utm(23866, 46, 52, false, kWgs84, "crs_relabelled", points);
  add_utm(23877, 47, 54, true, kWgs84, "crs_relabelled", points);
  add_utm(9476, 46, 52, false, kGrs80, "crs_relabelled", points);
  add_utm(9487, 47, 54, true, kGrs80, "crs_relabelled", points);
  add_land_registry(points);
  const GeoPoint place{109.4772, 0.8226};
  points.push_back({4326, place, place, "", 0.0});
  points.push_back({4755, place, place, "crs_relabelled", 0.0});
  points.push_back({9470, place, place, "crs_relabelled", 0.0});
  points.push_back({3857, in_web_mercator(place), place, "crs_transformed", kSameDatum});
  add_other_datums(points);
  return points;
}

/// Meters between two near places.
double distance(GeoPoint a, GeoPoint b) {
  const double north = (a.lat - b.lat) * kDegree * kWgs84.a;
  const double east = (a.lon - b.lon) * kDegree * kWgs84.a * std::cos(a.lat * kDegree);
  return std::hypot(north, east);
}

void expect_in_place(const ControlPoint& point) {
  OGRSpatialReference stored;
  ASSERT_EQ(stored.importFromEPSG(point.epsg), OGRERR_NONE);
  const LayerCrs crs(&stored, {});
  GeoArea area{{{point.stored}, {}}};
  ASSERT_TRUE(crs.to_wgs84(area));
  EXPECT_LE(distance(area.front().outer.front(), point.wgs84), point.tolerance);
  EXPECT_EQ(crs.note(), point.note);
  EXPECT_TRUE(crs.is_exact_in({point.wgs84, point.wgs84}));
  GeoPoint alone = point.stored;
  ASSERT_TRUE(crs.to_wgs84(alone));
  EXPECT_EQ(alone, area.front().outer.front());
}

TEST(ControlPoints, LieWhereGeodesySaysTheyLie) {
  start_gdal();
  for (const ControlPoint& point : control_points()) {
    SCOPED_TRACE("EPSG:" + std::to_string(point.epsg));
    expect_in_place(point);
  }
}

}  // namespace
}  // namespace rawan::io
