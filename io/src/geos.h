#pragma once

#include "rawan/io/geo.h"

#include <geos_c.h>

#include <functional>
#include <memory>
#include <span>

namespace rawan::io {

/// GEOS for one thread: silent, its failures thrown as IoError "geometry" (or bad_alloc). All
/// coordinates given to it must be finite and every ring must have three vertices or more.
class Geos {
 public:
  using Shape = std::unique_ptr<GEOSGeometry, std::function<void(GEOSGeometry*)>>;

  Geos();

  /// A multipolygon of all parts, rings closed.
  Shape to_shape(const GeoArea& area) const;
  Shape collect(std::span<const GeoArea> areas) const;
  /// The polygons in a shape, oriented; lines and points in it are left out.
  GeoArea to_area(const Shape& shape) const;

  bool is_valid(const Shape& shape) const;  ///< By the OGC rules.
  /// The region inside the outer rings and outside the holes as a valid shape ("structure" of
  /// GEOS): nested and overlapping parts merge, what collapses to a line vanishes.
  Shape make_valid(const Shape& shape) const;
  Shape unite(const Shape& collection) const;  ///< Shared borders vanish.
  /// Grows (or shrinks, if negative) with mitred corners.
  Shape grow(const Shape& shape, double distance) const;
  /// Rounds coordinates to a grid and keeps the shape valid.
  Shape round(const Shape& shape, double grid) const;
  /// True if the two share more than borders.
  bool interiors_meet(const Shape& a, const Shape& b) const;

 private:
  Shape own(GEOSGeometry* geometry) const;
  GEOSGeometry* ring_of(const GeoRing& ring) const;
  GEOSGeometry* polygon_of(const GeoPart& part) const;
  GeoRing read_ring(const GEOSGeometry* ring) const;
  void append_polygons(const GEOSGeometry* geometry, GeoArea& area) const;

  std::shared_ptr<GEOSContextHandle_HS> context_;
};

}  // namespace rawan::io
