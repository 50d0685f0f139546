#pragma once

#include <limits>
#include <vector>

namespace rawan::io {

/// A position on WGS 84 (EPSG:4326), longitude first, in degrees.
struct GeoPoint {
  double lon = 0.0;
  double lat = 0.0;
  friend bool operator==(const GeoPoint&, const GeoPoint&) = default;
};

/// Closed implicitly, as in `rawan::Ring`.
using GeoRing = std::vector<GeoPoint>;
using GeoLine = std::vector<GeoPoint>;

struct GeoPart {
  GeoRing outer;
  std::vector<GeoRing> holes;
  friend bool operator==(const GeoPart&, const GeoPart&) = default;
};

/// An area of one or more parts.
using GeoArea = std::vector<GeoPart>;

struct GeoBox {
  GeoPoint low{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  GeoPoint high{-std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};

  bool empty() const { return low.lon > high.lon || low.lat > high.lat; }
  bool contains(GeoPoint p) const {
    return p.lon >= low.lon && p.lon <= high.lon && p.lat >= low.lat && p.lat <= high.lat;
  }
  void extend(GeoPoint p) {
    low = {p.lon < low.lon ? p.lon : low.lon, p.lat < low.lat ? p.lat : low.lat};
    high = {p.lon > high.lon ? p.lon : high.lon, p.lat > high.lat ? p.lat : high.lat};
  }
};

inline GeoBox bounding_box(const GeoArea& area) {
  GeoBox box;
  for (const GeoPart& part : area) {
    for (const GeoPoint p : part.outer) box.extend(p);
  }
  return box;
}

}  // namespace rawan::io
