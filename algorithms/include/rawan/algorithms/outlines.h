#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/units.h"

#include <span>

namespace rawan {

// Outlines of groups of points. Coordinates are snapped to a lattice of 2^-30 of the group's
// extent (a micrometer for a kilometer; at least the spacing of doubles), on which all decisions
// are exact: rings are simple, and areas valid in the sense of OGC 06-103r4. The answers depend on
// the set of points alone, not on their order or multiplicity.

/// The smallest convex area that holds all points, without vertices in the middle of a side;
/// empty if there are no three points that span a triangle.
/// @throws ContractViolation if a coordinate is not finite; so the others. Cost: n log n.
Polygon convex_hull(std::span<const Point> points);

/// The alpha shape: the triangles of the Delaunay triangulation whose circumscribed circle has a
/// radius of at most `radius`, so that a disc of that radius with no point inside can move freely
/// outside the shape but for gaps narrower than it. Parts meet in single points at most; a point
/// far from the others is in no triangle and lies outside. A large radius gives the convex hull.
/// Empty if no triangle is kept.
///
/// @param radius positive.
///
/// Edelsbrunner, H., Kirkpatrick, D. and Seidel, R. (1983). On the shape of a set of points in the
/// plane. IEEE Transactions on Information Theory 29(4).
Polygon alpha_shape(std::span<const Point> points, Meters radius);

/// The convex hull of the points, each widened to a regular polygon of 16 corners at the distance
/// `buffer`: an area for points that span none. Empty without points.
/// @param buffer positive.
Polygon buffered_hull(std::span<const Point> points, Meters buffer);

}  // namespace rawan
