#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/units.h"

#include <span>
#include <vector>

namespace rawan {

/// A place in space, in meters, so that methods that only compare distances work on a map plane and
/// on the globe alike: straight lines through the globe have the order of arcs along it.
struct Position {
  double x = 0.0;
  double y = 0.0;
  double z = 0.0;
  friend auto operator<=>(const Position&, const Position&) = default;
};

/// Degrees east and north.
struct LonLat {
  double longitude = 0.0;
  double latitude = 0.0;
};

/// The plane of a metric map: z = 0.
std::vector<Position> on_plane(std::span<const Point> points);

/// A globe of mean radius 6,371,008.8 m. @throws ContractViolation if a latitude is beyond a pole
/// or a coordinate not finite.
std::vector<Position> on_globe(std::span<const LonLat> places);

/// The length of the straight line.
Meters distance(const Position& a, const Position& b);

/// The great-circle distance of two positions on the globe from the straight line between them.
Meters arc_of(Meters straight_line);

}  // namespace rawan
