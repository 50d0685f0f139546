#include "circle_shares.h"

#include "edges.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rawan {
namespace {

double cross(Point a, Point b) {
  return a.x * b.y - a.y * b.x;
}
double dot(Point a, Point b) {
  return a.x * b.x + a.y * b.y;
}

/// The angle from a to b, seen from the origin. From a place on the edge it is half a turn.
double angle(Point a, Point b) {
  const double turn = cross(a, b);
  if (turn == 0.0) return dot(a, b) < 0.0 ? std::numbers::pi : 0.0;
  return std::atan2(turn, dot(a, b));
}

/// The angle of the part of a segment within a circle around the origin.
double angle_within(Point a, Point b, double radius) {
  const Point along{b.x - a.x, b.y - a.y};
  const double length2 = dot(along, along);
  const double middle = -dot(a, along) / length2;
  const double nearest2 = cross(a, b) * cross(a, b) / length2;
  const double half2 = (radius * radius - nearest2) / length2;
  if (half2 <= 0.0) return 0.0;
  const double begin = std::max(0.0, middle - std::sqrt(half2));
  const double end = std::min(1.0, middle + std::sqrt(half2));
  if (begin >= end) return 0.0;
  return angle({a.x + begin * along.x, a.y + begin * along.y},
               {a.x + end * along.x, a.y + end * along.y});
}

/// An edge relative to the center.
struct Seen {
  Point from;
  Point to;
  double nearest2;
  double farthest2;
};

}  // namespace

CircleShares::CircleShares(const Polygon& polygon) {
  const auto add = [&](const Ring& ring, bool to_the_left) {
    const bool turns_left = signed_area(ring) > 0.0;
    for_each_edge(ring, [&](Point a, Point b) {
      if (a == b) return;
      edges_.push_back(turns_left == to_the_left ? Edge{a, b} : Edge{b, a});
    });
  };
  for (const PolygonPart& part : polygon) {
    add(part.outer, true);
    for (const Ring& hole : part.holes) add(hole, false);
  }
}

std::vector<double> CircleShares::around(Point center, std::span<const double> radii) const {
  std::vector<Seen> seen;
  double visible = 0.0;
  const double farthest = radii.empty() ? 0.0 : radii.back();
  for (const Edge& edge : edges_) {
    const Point from{edge.from.x - center.x, edge.from.y - center.y};
    const Point to{edge.to.x - center.x, edge.to.y - center.y};
    visible += angle(from, to);
    const double nearest2 = squared_distance_to_segment(center, edge.from, edge.to);
    if (nearest2 >= farthest * farthest) continue;
    seen.push_back({from, to, nearest2, std::max(dot(from, from), dot(to, to))});
  }
  std::ranges::sort(seen, {}, &Seen::nearest2);
  std::vector<Seen> crossed;
  std::size_t next = 0;
  double hidden = 0.0;  // by edges that lie in the circle as a whole
  std::vector<double> shares;
  for (const double radius : radii) {
    for (; next < seen.size() && seen[next].nearest2 < radius * radius; ++next) {
      crossed.push_back(seen[next]);
    }
    std::erase_if(crossed, [&](const Seen& edge) {
      if (edge.farthest2 > radius * radius) return false;
      hidden += angle(edge.from, edge.to);
      return true;
    });
    double angles = hidden;
    for (const Seen& edge : crossed) angles += angle_within(edge.from, edge.to, radius);
    shares.push_back(std::clamp(0.5 * std::numbers::inv_pi * (visible - angles), 0.0, 1.0));
  }
  return shares;
}

}  // namespace rawan
