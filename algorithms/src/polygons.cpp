#include "rawan/algorithms/polygons.h"

#include "edges.h"
#include "rawan/algorithms/contract.h"

#include <cmath>
#include <limits>
#include <utility>

namespace rawan {
namespace {

double area_of_part(const PolygonPart& part) {
  double result = std::abs(signed_area(part.outer));
  for (const Ring& hole : part.holes) result -= std::abs(signed_area(hole));
  return result;
}

const PolygonPart& largest_part(const Polygon& polygon) {
  return *std::ranges::max_element(polygon, {}, area_of_part);
}

/// Halfway between the vertices next above and next below the middle of the part: no vertex lies
/// on the line, so it enters and leaves the part at clean crossings.
double scan_height(const PolygonPart& part) {
  const Box box = bounding_box(part.outer);
  const double middle = 0.5 * (box.low.y + box.high.y);
  double below = box.low.y;
  double above = box.high.y;
  for_each_ring({part}, [&](const Ring& ring) {
    for (const Point p : ring) {
      if (p.y <= middle) below = std::max(below, p.y);
      if (p.y > middle) above = std::min(above, p.y);
    }
  });
  return 0.5 * (below + above);
}

std::vector<double> crossings(const PolygonPart& part, double y) {
  std::vector<double> result;
  for_each_ring({part}, [&](const Ring& ring) {
    for_each_edge(ring, [&](Point a, Point b) {
      const UpwardEdge edge(a, b);
      if (!edge.spans(y)) return;
      const double t = (y - edge.low.y) / (edge.high.y - edge.low.y);
      result.push_back(edge.low.x + t * (edge.high.x - edge.low.x));
    });
  });
  std::ranges::sort(result);
  return result;
}

}  // namespace

// Relative to the first vertex: far from the origin, products of raw coordinates would cancel.
double signed_area(const Ring& ring) {
  double twice = 0.0;
  for (std::size_t i = 2; i < ring.size(); ++i) {
    const double ax = ring[i - 1].x - ring[0].x;
    const double ay = ring[i - 1].y - ring[0].y;
    twice += ax * (ring[i].y - ring[0].y) - (ring[i].x - ring[0].x) * ay;
  }
  return 0.5 * twice;
}

void add_ring(PolygonPart& part, Ring ring) {
  if (signed_area(ring) > 0.0) {
    part.outer = std::move(ring);
  } else {
    part.holes.push_back(std::move(ring));
  }
}

double squared_distance_to_segment(Point p, Point a, Point b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double length2 = dx * dx + dy * dy;
  const double along = (p.x - a.x) * dx + (p.y - a.y) * dy;
  const double t = length2 > 0.0 ? std::clamp(along / length2, 0.0, 1.0) : 0.0;
  const double ex = (p.x - a.x) - t * dx;
  const double ey = (p.y - a.y) - t * dy;
  return ex * ex + ey * ey;
}

SquareMeters area(const Polygon& polygon) {
  double result = 0.0;
  for (const PolygonPart& part : polygon) result += area_of_part(part);
  return SquareMeters(result);
}

bool covers(const Polygon& polygon, Point point) {
  CrossingParity parity{point};
  for_each_ring(polygon, [&](const Ring& ring) {
    for_each_edge(ring, [&](Point a, Point b) { parity.add(a, b); });
  });
  return parity.inside();
}

Meters distance_to(const Polygon& polygon, Point point) {
  if (covers(polygon, point)) return 0_m;
  double squared = std::numeric_limits<double>::infinity();
  for_each_ring(polygon, [&](const Ring& ring) {
    for_each_edge(ring, [&](Point a, Point b) {
      squared = std::min(squared, squared_distance_to_segment(point, a, b));
    });
  });
  return Meters(std::sqrt(squared));
}

Point interior_point(const Polygon& polygon) {
  expects(!polygon.empty() && !largest_part(polygon).outer.empty(), "an area has a vertex");
  const PolygonPart& part = largest_part(polygon);
  const double y = scan_height(part);
  const std::vector<double> x = crossings(part, y);
  double widest = -1.0;
  Point best = part.outer.front();
  for (std::size_t i = 0; i + 1 < x.size(); i += 2) {
    if (x[i + 1] - x[i] <= widest) continue;
    widest = x[i + 1] - x[i];
    best = {x[i] + 0.5 * widest, y};
  }
  // In a sliver thinner than the spacing of doubles the middle may round to the outside.
  return covers(polygon, best) ? best : part.outer.front();
}

}  // namespace rawan
