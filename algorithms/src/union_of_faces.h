#pragma once

#include "delaunay_faces.h"
#include "rawan/algorithms/geometry.h"

namespace rawan {

/// The area of faces of one triangulation: a part for faces that hang together by sides. Rings
/// touch each other and themselves in no more than single corners, and themselves not at all.
Polygon union_of_faces(std::span<const DelaunayFace> faces, const SnappedPoints& points);

}  // namespace rawan
