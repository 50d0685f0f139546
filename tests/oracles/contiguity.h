#pragma once

#include "rawan/algorithms/weights.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

/// Contiguity by comparing every edge with every other.
namespace rawan::oracle {

struct Segment {
  Point a;
  Point b;
};

inline std::vector<Segment> segments(const Polygon& area) {
  std::vector<Segment> found;
  for (const PolygonPart& part : area) {
    std::vector<Ring> rings = part.holes;
    rings.push_back(part.outer);
    for (const Ring& ring : rings) {
      for (std::size_t i = 0; i < ring.size(); ++i) {
        found.push_back({ring[i], ring[(i + 1) % ring.size()]});
      }
    }
  }
  return found;
}

inline double distance(Point p, Segment s) {
  const double dx = s.b.x - s.a.x;
  const double dy = s.b.y - s.a.y;
  const double length2 = dx * dx + dy * dy;
  const double along = (p.x - s.a.x) * dx + (p.y - s.a.y) * dy;
  const double t = length2 > 0.0 ? std::clamp(along / length2, 0.0, 1.0) : 0.0;
  return std::hypot(p.x - s.a.x - t * dx, p.y - s.a.y - t * dy);
}

/// The vertices of either edge that lie on the other.
inline std::vector<Point> contacts(Segment s, Segment t, double tolerance) {
  std::vector<Point> found;
  for (const Point p : {s.a, s.b}) {
    if (distance(p, t) <= tolerance) found.push_back(p);
  }
  for (const Point p : {t.a, t.b}) {
    if (distance(p, s) <= tolerance) found.push_back(p);
  }
  return found;
}

inline bool contiguous(const Polygon& a, const Polygon& b, Contiguity kind, double tolerance) {
  for (const Segment s : segments(a)) {
    for (const Segment t : segments(b)) {
      const auto places = contacts(s, t, tolerance);
      if (kind == Contiguity::queen && !places.empty()) return true;
      for (const Point p : places) {
        for (const Point q : places) {
          if (std::hypot(p.x - q.x, p.y - q.y) > tolerance && kind == Contiguity::rook) return true;
        }
      }
    }
  }
  return false;
}

}  // namespace rawan::oracle
