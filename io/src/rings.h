#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/io/geo.h"

namespace rawan::io {

/// Area on the WGS 84 ellipsoid in square meters, edges being geodesics (Karney 2013: Algorithms
/// for geodesics, Journal of Geodesy 87). Positive if counter-clockwise; in a ring that crosses
/// itself, what is run around the other way counts against the rest.
double signed_ring_area(const GeoRing& ring);

/// Drops the vertex that closes the ring and vertices equal to the one before.
/// @return true if repeated vertices were dropped (the closing one is none).
bool drop_repeated_vertices(GeoRing& ring);

/// Outer rings counter-clockwise, holes clockwise; the first vertex stays the first.
void orient(GeoArea& area);

/// Degrees as coordinates of a plane.
Ring plane_ring(const GeoRing& ring);

std::size_t count_vertices(const GeoArea& area);

}  // namespace rawan::io
