#pragma once

#include <Eigen/Core>

#include <limits>
#include <span>
#include <vector>

namespace rawan {

/// A position in the study's metric CRS: meters east, meters north.
struct Point {
  double x = 0.0;
  double y = 0.0;
  friend bool operator==(const Point&, const Point&) = default;
};
static_assert(sizeof(Point) == 2 * sizeof(double), "Points are viewed as 2 x n matrices");

/// The same memory seen as a 2 x n matrix; nothing is copied.
inline Eigen::Map<const Eigen::Matrix2Xd> as_matrix(std::span<const Point> points) {
  return {points.empty() ? nullptr : &points.front().x, 2,
          static_cast<Eigen::Index>(points.size())};
}

/// An axis-parallel rectangle. The default one is empty: it contains nothing, and extending it by
/// a point gives that point.
struct Box {
  Point low{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  Point high{-std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};

  bool empty() const { return low.x > high.x || low.y > high.y; }
  bool contains(Point p) const {
    return p.x >= low.x && p.x <= high.x && p.y >= low.y && p.y <= high.y;
  }
  void extend(Point p);
  friend bool operator==(const Box&, const Box&) = default;
};

using Polyline = std::vector<Point>;

/// A ring is closed implicitly: the last vertex is not a copy of the first.
using Ring = std::vector<Point>;

/// One outer ring, counter-clockwise, and its holes, clockwise (so `io` leaves them).
struct PolygonPart {
  Ring outer;
  std::vector<Ring> holes;
  friend bool operator==(const PolygonPart&, const PolygonPart&) = default;
};

/// An area of one or more parts (islands). Parts do not overlap.
using Polygon = std::vector<PolygonPart>;

/// The smallest box around the points, parts or areas.
Box bounding_box(std::span<const Point> points);
Box bounding_box(const Polygon& polygon);

}  // namespace rawan
