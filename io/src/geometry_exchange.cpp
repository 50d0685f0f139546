#include "geometry_exchange.h"

#include "rings.h"

#include <ogr_geometry.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace rawan::io {
namespace {

void add_once(std::vector<std::string_view>& notes, std::string_view note) {
  if (std::ranges::find(notes, note) == notes.end()) notes.push_back(note);
}

/// True if a ring was read; its vertices stand in `ring`.
bool read_ring(const OGRLinearRing& stored, GeoRing& ring, StoredArea& result) {
  ring.resize(static_cast<std::size_t>(stored.getNumPoints()));
  for (int i = 0; i < stored.getNumPoints(); ++i) {
    ring[static_cast<std::size_t>(i)] = {stored.getX(i), stored.getY(i)};
  }
  const auto is_finite = [](GeoPoint p) { return std::isfinite(p.lon) && std::isfinite(p.lat); };
  if (!std::ranges::all_of(ring, is_finite)) {
    result.refusal = "not_finite";
    return false;
  }
  if (!ring.empty() && !(ring.front() == ring.back())) add_once(result.notes, "ring_closed");
  if (drop_repeated_vertices(ring)) add_once(result.notes, "repeated_vertices");
  if (ring.size() >= 3) return true;
  if (!ring.empty()) add_once(result.notes, "ring_collapsed");
  return false;
}

void read_polygon(const OGRPolygon& polygon, StoredArea& result) {
  GeoPart part;
  const OGRLinearRing* outer = polygon.getExteriorRing();
  if (outer == nullptr || !read_ring(*outer, part.outer, result)) return;
  for (int i = 0; i < polygon.getNumInteriorRings(); ++i) {
    GeoRing hole;
    if (read_ring(*polygon.getInteriorRing(i), hole, result)) part.holes.push_back(std::move(hole));
  }
  result.area.push_back(std::move(part));
}

void read_polygons(const OGRGeometry& geometry, StoredArea& result) {
  if (wkbFlatten(geometry.getGeometryType()) == wkbPolygon) {
    read_polygon(*geometry.toPolygon(), result);
    return;
  }
  for (const OGRPolygon* polygon : *geometry.toMultiPolygon()) read_polygon(*polygon, result);
}

bool is_areal(const OGRGeometry& geometry) {
  const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
  return type == wkbPolygon || type == wkbMultiPolygon || type == wkbCurvePolygon ||
         type == wkbMultiSurface;
}

}  // namespace

StoredArea read_area(const OGRGeometry* geometry) {
  if (geometry == nullptr || geometry->IsEmpty()) return {.refusal = "no_geometry"};
  if (!is_areal(*geometry)) return {.refusal = "geometry_type"};
  StoredArea result;
  result.had_z_or_m = geometry->Is3D() || geometry->IsMeasured();
  if (geometry->hasCurveGeometry()) {
    const std::unique_ptr<OGRGeometry> linear(geometry->getLinearGeometry());
    result.notes.push_back("curve_linearized");
    read_polygons(*linear, result);
  } else {
    read_polygons(*geometry, result);
  }
  if (result.refusal.empty() && result.area.empty()) result.refusal = "zero_area";
  if (!result.refusal.empty()) result.area.clear();
  return result;
}

}  // namespace rawan::io
