#include "rawan/io/crs.h"
#include "rings.h"

#include <cmath>
#include <geodesic.h>
#include <numbers>

namespace rawan::io {

namespace {

constexpr double kEquatorRadius = 6378137.0;
constexpr double kFlattening = 1.0 / 298.257223563;
constexpr double kRadian = std::numbers::pi / 180.0;

/// Area between the equator and a parallel, per radian of longitude.
double zone(double lat) {
  constexpr double e2 = kFlattening * (2.0 - kFlattening);
  constexpr double b = kEquatorRadius * (1.0 - kFlattening);
  static const double e = std::sqrt(e2);
  const double s = std::sin(lat * kRadian);
  return b * b / 2.0 * (s / (1.0 - e2 * s * s) + std::atanh(e * s) / e);
}

/// Area between the geodesic from p to q and the equator, positive to the east.
double strip_below_geodesic(GeoPoint p, GeoPoint q) {
  static const geod_geodesic wgs84 = [] {
    geod_geodesic g{};
    geod_init(&g, kEquatorRadius, kFlattening);
    return g;
  }();
  double strip = 0.0;
  geod_geninverse(&wgs84, p.lat, p.lon, q.lat, q.lon, nullptr, nullptr, nullptr, nullptr, nullptr,
                  nullptr, &strip);
  return strip;
}

/// Along edges this short a trapezoid differs from the geodesic by under 0.1 m2 and takes a quarter
/// of the time: nearly all edges of village boundaries are.
bool is_short(GeoPoint p, GeoPoint q) {
  constexpr double kShort = 0.002;  // Degrees: some 200 m.
  return std::abs(p.lon - q.lon) < kShort && std::abs(p.lat - q.lat) < kShort;
}

}  // namespace

double signed_ring_area(const GeoRing& ring) {
  if (ring.empty()) return 0.0;
  double clockwise = 0.0;
  GeoPoint p = ring.back();
  double zone_p = zone(p.lat);
  for (const GeoPoint q : ring) {
    const double zone_q = zone(q.lat);
    clockwise += is_short(p, q) ? (q.lon - p.lon) * kRadian * (zone_p + zone_q) / 2.0
                                : strip_below_geodesic(p, q);
    p = q;
    zone_p = zone_q;
  }
  return -clockwise;
}

double ellipsoidal_area(const GeoArea& area) {
  double sum = 0.0;
  for (const GeoPart& part : area) {
    sum += std::abs(signed_ring_area(part.outer));
    for (const GeoRing& hole : part.holes) sum -= std::abs(signed_ring_area(hole));
  }
  return sum;
}

}  // namespace rawan::io
