#pragma once

#include "rawan/algorithms/geometry.h"

#include <span>
#include <vector>

namespace rawan {

/// The part of circles around a point that lies in a polygon. A direction in which the circle is
/// still inside is one in which the edges beyond it turn once around the point in all, by the sign
/// of their direction. So the part is the sum of the angles of all that lies outside of the circle:
/// a turn (half of one from a side, the corner's angle from a corner) less what lies within.
class CircleShares {
 public:
  explicit CircleShares(const Polygon& polygon);

  /// For each radius (increasing), the part of the circle around a point of the polygon.
  std::vector<double> around(Point center, std::span<const double> radii) const;

 private:
  struct Edge {
    Point from;
    Point to;
  };
  std::vector<Edge> edges_;  // with the inside on the left
};

}  // namespace rawan
