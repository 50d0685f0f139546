#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/io/geo.h"

#include <ogrsf_frmts.h>

#include <memory>
#include <vector>

/// Shapes as GDAL's, in degrees or meters.
namespace rawan::io {

inline OGRRawPoint raw_point(GeoPoint p) {
  return {p.lon, p.lat};
}
inline OGRRawPoint raw_point(Point p) {
  return {p.x, p.y};
}

template <class T>
concept Position = requires(T p) {
  raw_point(p);
};

/// All at once: adding one by one, GDAL would ask for memory at each.
template <Position P>
void set_points(OGRSimpleCurve& curve, const std::vector<P>& points) {
  std::vector<OGRRawPoint> raw;
  raw.reserve(points.size());
  for (const P p : points) raw.push_back(raw_point(p));
  curve.setPoints(static_cast<int>(raw.size()), raw.data());
}

template <Position P>
void add_ring(OGRPolygon& polygon, const std::vector<P>& ring) {
  auto geometry = std::make_unique<OGRLinearRing>();
  set_points(*geometry, ring);
  geometry->closeRings();
  polygon.addRingDirectly(geometry.release());
}

template <Position P>
OGRGeometryUniquePtr to_ogr(P p) {
  const OGRRawPoint raw = raw_point(p);
  return OGRGeometryUniquePtr(new OGRPoint(raw.x, raw.y));
}

template <Position P>
OGRGeometryUniquePtr to_ogr(const std::vector<P>& line) {
  auto geometry = std::make_unique<OGRLineString>();
  set_points(*geometry, line);
  return OGRGeometryUniquePtr(geometry.release());
}

/// @param area parts of an outer ring and holes.
template <class Part>
OGRGeometryUniquePtr to_ogr(const std::vector<Part>& area) {
  auto geometry = std::make_unique<OGRMultiPolygon>();
  for (const Part& part : area) {
    auto polygon = std::make_unique<OGRPolygon>();
    add_ring(*polygon, part.outer);
    for (const auto& hole : part.holes) add_ring(*polygon, hole);
    geometry->addGeometryDirectly(polygon.release());
  }
  return OGRGeometryUniquePtr(geometry.release());
}

}  // namespace rawan::io
