#include "geos.h"

#include "rawan/io/error.h"
#include "rings.h"

#include <algorithm>
#include <new>
#include <string_view>
#include <utility>
#include <vector>

namespace rawan::io {
namespace {

constexpr int kQuadrantSegments = 8;  // Of round joins; mitred ones have none.
constexpr double kMitreLimit = 10.0;

/// GEOS catches what it throws itself and keeps its name only.
thread_local bool wanted_memory = false;

void note_error(const char* text, void* /*data*/) {
  if (std::string_view(text).find("bad_alloc") != std::string_view::npos) wanted_memory = true;
}

[[noreturn]] void fail() {
  if (std::exchange(wanted_memory, false)) throw std::bad_alloc();
  throw InputError("geometry", {});
}

GEOSContextHandle_t start() {
  GEOSContextHandle_t context = GEOS_init_r();
  const auto silent = [](const char*, void*) {};
  GEOSContext_setNoticeMessageHandler_r(context, silent, nullptr);
  GEOSContext_setErrorMessageHandler_r(context, note_error, nullptr);
  return context;
}

}  // namespace

Geos::Geos() : context_(start(), GEOS_finish_r) {}

Geos::Shape Geos::own(GEOSGeometry* geometry) const {
  if (geometry == nullptr) fail();
  return {geometry,
          [context = context_](GEOSGeometry* g) { GEOSGeom_destroy_r(context.get(), g); }};
}

GEOSGeometry* Geos::ring_of(const GeoRing& ring) const {
  // GEOS has no ring of nothing.
  if (ring.empty()) fail();
  const auto n = static_cast<unsigned>(ring.size());
  GEOSCoordSequence* coordinates = GEOSCoordSeq_create_r(context_.get(), n + 1, 2);
  if (coordinates == nullptr) fail();
  for (unsigned i = 0; i <= n; ++i) {
    const GeoPoint p = ring[i == n ? 0 : i];
    GEOSCoordSeq_setXY_r(context_.get(), coordinates, i, p.lon, p.lat);
  }
  return GEOSGeom_createLinearRing_r(context_.get(), coordinates);
}

GEOSGeometry* Geos::polygon_of(const GeoPart& part) const {
  std::vector<Shape> rings;
  rings.push_back(own(ring_of(part.outer)));
  for (const GeoRing& hole : part.holes) rings.push_back(own(ring_of(hole)));
  std::vector<GEOSGeometry*> given;
  for (Shape& ring : rings) given.push_back(ring.release());
  return GEOSGeom_createPolygon_r(context_.get(), given[0], given.data() + 1,
                                  static_cast<unsigned>(given.size() - 1));
}

Geos::Shape Geos::to_shape(const GeoArea& area) const {
  return collect(std::span(&area, 1));
}

Geos::Shape Geos::collect(std::span<const GeoArea> areas) const {
  std::vector<Shape> parts;
  for (const GeoArea& area : areas) {
    for (const GeoPart& part : area) parts.push_back(own(polygon_of(part)));
  }
  std::vector<GEOSGeometry*> given;
  for (Shape& part : parts) given.push_back(part.release());
  return own(GEOSGeom_createCollection_r(context_.get(), GEOS_MULTIPOLYGON, given.data(),
                                         static_cast<unsigned>(given.size())));
}

GeoRing Geos::read_ring(const GEOSGeometry* ring) const {
  const GEOSCoordSequence* coordinates = GEOSGeom_getCoordSeq_r(context_.get(), ring);
  unsigned n = 0;
  GEOSCoordSeq_getSize_r(context_.get(), coordinates, &n);
  GeoRing points(n);
  for (unsigned i = 0; i < n; ++i) {
    GEOSCoordSeq_getXY_r(context_.get(), coordinates, i, &points[i].lon, &points[i].lat);
  }
  drop_repeated_vertices(points);
  return points;
}

void Geos::append_polygons(const GEOSGeometry* geometry, GeoArea& area) const {
  GEOSContextHandle_t context = context_.get();
  const int type = GEOSGeomTypeId_r(context, geometry);
  if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
    for (int i = 0; i < GEOSGetNumGeometries_r(context, geometry); ++i) {
      append_polygons(GEOSGetGeometryN_r(context, geometry, i), area);
    }
    return;
  }
  if (type != GEOS_POLYGON || GEOSisEmpty_r(context, geometry) != 0) return;
  GeoPart& part = area.emplace_back();
  part.outer = read_ring(GEOSGetExteriorRing_r(context, geometry));
  for (int i = 0; i < GEOSGetNumInteriorRings_r(context, geometry); ++i) {
    part.holes.push_back(read_ring(GEOSGetInteriorRingN_r(context, geometry, i)));
  }
}

GeoArea Geos::to_area(const Shape& shape) const {
  GeoArea area;
  append_polygons(shape.get(), area);
  orient(area);
  return area;
}

bool Geos::is_valid(const Shape& shape) const {
  const char answer = GEOSisValid_r(context_.get(), shape.get());
  if (answer == 2) fail();
  return answer == 1;
}

Geos::Shape Geos::make_valid(const Shape& shape) const {
  const std::unique_ptr<GEOSMakeValidParams, std::function<void(GEOSMakeValidParams*)>> params(
      GEOSMakeValidParams_create_r(context_.get()),
      [this](GEOSMakeValidParams* p) { GEOSMakeValidParams_destroy_r(context_.get(), p); });
  GEOSMakeValidParams_setMethod_r(context_.get(), params.get(), GEOS_MAKE_VALID_STRUCTURE);
  GEOSMakeValidParams_setKeepCollapsed_r(context_.get(), params.get(), 0);
  return own(GEOSMakeValidWithParams_r(context_.get(), shape.get(), params.get()));
}

Geos::Shape Geos::unite(const Shape& collection) const {
  return own(GEOSUnaryUnion_r(context_.get(), collection.get()));
}

Geos::Shape Geos::grow(const Shape& shape, double distance) const {
  return own(GEOSBufferWithStyle_r(context_.get(), shape.get(), distance, kQuadrantSegments,
                                   GEOSBUF_CAP_FLAT, GEOSBUF_JOIN_MITRE, kMitreLimit));
}

Geos::Shape Geos::round(const Shape& shape, double grid) const {
  return own(GEOSGeom_setPrecision_r(context_.get(), shape.get(), grid, 0));
}

bool Geos::interiors_meet(const Shape& a, const Shape& b) const {
  const char answer = GEOSRelatePattern_r(context_.get(), a.get(), b.get(), "T********");
  if (answer == 2) fail();
  return answer == 1;
}

}  // namespace rawan::io
