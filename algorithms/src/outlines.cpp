#include "rawan/algorithms/outlines.h"

#include "rawan/algorithms/contract.h"
#include "union_of_faces.h"

#include <cmath>
#include <numbers>

namespace rawan {
namespace {

/// Half of the hull, by Andrew's monotone chain: the points in their order, without right turns.
template <class Points>
void add_chain(const Points& points, std::vector<LatticePoint>& hull) {
  const std::size_t begin = hull.size();
  for (const LatticePoint p : points) {
    while (hull.size() > begin + 1 && turn(hull[hull.size() - 2], hull.back(), p) <= 0) {
      hull.pop_back();
    }
    hull.push_back(p);
  }
  hull.pop_back();  // the other half begins with it
}

}  // namespace

Polygon convex_hull(std::span<const Point> points) {
  const SnappedPoints snapped(points);
  if (snapped.points().size() < 3) return {};
  std::vector<LatticePoint> hull;
  add_chain(snapped.points(), hull);
  std::vector<LatticePoint> backward(snapped.points().rbegin(), snapped.points().rend());
  add_chain(backward, hull);
  if (hull.size() < 3) return {};
  Ring ring;
  for (const LatticePoint p : hull) ring.push_back(snapped.place(p));
  return {{std::move(ring), {}}};
}

Polygon alpha_shape(std::span<const Point> points, Meters radius) {
  expects(radius.value > 0.0, "a positive radius");
  const SnappedPoints snapped(points);
  if (snapped.points().size() < 3) return {};
  std::vector<DelaunayFace> faces = delaunay_faces(snapped.points());
  std::erase_if(faces, [&](const DelaunayFace& face) {
    return face.circumradius * snapped.step() > radius.value;
  });
  return union_of_faces(faces, snapped);
}

Polygon buffered_hull(std::span<const Point> points, Meters buffer) {
  expects(buffer.value > 0.0, "a positive buffer");
  constexpr int kCorners = 16;
  std::vector<Point> widened;
  widened.reserve(points.size() * kCorners);
  for (const Point p : points) {
    for (int corner = 0; corner < kCorners; ++corner) {
      const double angle = 2.0 * std::numbers::pi * corner / kCorners;
      widened.push_back(
          {p.x + buffer.value * std::cos(angle), p.y + buffer.value * std::sin(angle)});
    }
  }
  return convex_hull(widened);
}

}  // namespace rawan
