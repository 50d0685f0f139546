#pragma once

#include "rawan/algorithms/geometry.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace rawan {

/// Calls visit(from, to) for each edge of a ring, the closing one last.
template <class Visit>
void for_each_edge(const Ring& ring, const Visit& visit) {
  for (std::size_t i = 0; i < ring.size(); ++i) {
    visit(ring[i], ring[i + 1 == ring.size() ? 0 : i + 1]);
  }
}

template <class Visit>
void for_each_ring(const Polygon& polygon, const Visit& visit) {
  for (const PolygonPart& part : polygon) {
    visit(part.outer);
    for (const Ring& hole : part.holes) visit(hole);
  }
}

/// An edge from its lower to its upper end. Neighbors run along a shared border in opposite
/// directions; seen this way both compute the same bits, so a point cannot fall between them.
struct UpwardEdge {
  Point low;
  Point high;

  UpwardEdge(Point a, Point b) : low(a), high(b) {
    if (b.y < a.y || (b.y == a.y && b.x < a.x)) std::swap(low, high);
  }

  /// > 0: the point lies to the left of the edge; does not increase with p.x.
  double side(Point p) const {
    return (high.x - low.x) * (p.y - low.y) - (p.x - low.x) * (high.y - low.y);
  }
  bool touches(Point p) const {
    if (p.y < low.y || p.y > high.y) return false;
    if (low.y == high.y) return p.x >= low.x && p.x <= high.x;
    return side(p) == 0.0;
  }
  /// Half-open in y, so that a vertex is counted once.
  bool spans(double y) const { return y >= low.y && y < high.y; }
};

/// Whether a ray to the east of a point crosses the edges it is shown an odd number of times.
struct CrossingParity {
  Point point;
  bool odd = false;
  bool on_boundary = false;

  void add(Point a, Point b) {
    const UpwardEdge edge(a, b);
    if (point.y < edge.low.y || point.y > edge.high.y) return;
    if (edge.touches(point)) on_boundary = true;
    if (edge.spans(point.y) && edge.side(point) > 0.0) odd = !odd;
  }
  bool inside() const { return odd || on_boundary; }
};

/// Positive for a ring that runs counter-clockwise.
double signed_area(const Ring& ring);

/// Adds a ring by the way it runs: counter-clockwise it is the outer one, clockwise a hole.
void add_ring(PolygonPart& part, Ring ring);

double squared_distance_to_segment(Point p, Point a, Point b);

}  // namespace rawan
