#include "rawan/algorithms/cluster_identity.h"
#include "rawan/algorithms/parallel.h"

#include <algorithm>

namespace rawan {
namespace {

/// What lies between the x-axis and a side of an area, above the axis. Added with their signs, the
/// strips of all sides are the area.
struct Strip {
  Point left;
  Point right;
  double sign = 1.0;

  double height(double x) const {
    const double share = (x - left.x) / (right.x - left.x);
    return left.y + share * (right.y - left.y);
  }
};

void add_strips(const Ring& ring, Point origin, std::vector<Strip>& strips) {
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& next = ring[(i + 1) % ring.size()];
    const Point a{ring[i].x - origin.x, ring[i].y - origin.y};
    const Point b{next.x - origin.x, next.y - origin.y};
    if (a.x > b.x) strips.push_back({b, a, 1.0});
    if (a.x < b.x) strips.push_back({a, b, -1.0});
  }
}

std::vector<Strip> strips_of(const Polygon& polygon, Point origin) {
  std::vector<Strip> strips;
  for (const PolygonPart& part : polygon) {
    add_strips(part.outer, origin, strips);
    for (const Ring& hole : part.holes) add_strips(hole, origin, strips);
  }
  std::ranges::sort(strips, {}, [](const Strip& s) { return s.left.x; });
  return strips;
}

/// Of what lies in both: below the lower of two lines, which may cross once.
double common_area(const Strip& a, const Strip& b) {
  const double from = std::max(a.left.x, b.left.x);
  const double to = std::min(a.right.x, b.right.x);
  if (to <= from) return 0.0;
  const double above_from = a.height(from) - b.height(from);
  const double above_to = a.height(to) - b.height(to);
  const double low_from = std::min(a.height(from), b.height(from));
  const double low_to = std::min(a.height(to), b.height(to));
  if ((above_from >= 0.0) == (above_to >= 0.0)) return (to - from) * (low_from + low_to) / 2.0;
  const double middle = from + (to - from) * above_from / (above_from - above_to);
  const double crossing = a.height(middle);
  return ((middle - from) * (low_from + crossing) + (to - middle) * (crossing + low_to)) / 2.0;
}

bool apart(const Box& a, const Box& b) {
  return a.empty() || b.empty() || a.high.x <= b.low.x || b.high.x <= a.low.x ||
         a.high.y <= b.low.y || b.high.y <= a.low.y;
}

double shared_area(const Polygon& a, const Polygon& b, Point origin) {
  const std::vector<Strip> others = strips_of(b, origin);
  double sum = 0.0;
  for (const Strip& strip : strips_of(a, origin)) {
    for (const Strip& other : others) {
      if (other.left.x >= strip.right.x) break;
      sum += strip.sign * other.sign * common_area(strip, other);
    }
  }
  return sum;
}

}  // namespace

std::vector<ClusterOverlap> overlaps_by_area(std::span<const Polygon> previous,
                                             std::span<const Polygon> current) {
  std::vector<Box> boxes;
  for (const Polygon& polygon : current) boxes.push_back(bounding_box(polygon));
  std::vector<std::vector<ClusterOverlap>> found(previous.size());
  parallel_for(previous.size(), [&](std::size_t i) {
    const Box box = bounding_box(previous[i]);
    for (std::size_t j = 0; j < current.size(); ++j) {
      if (apart(box, boxes[j])) continue;
      const Point origin{std::min(box.low.x, boxes[j].low.x), std::min(box.low.y, boxes[j].low.y)};
      const double shared = shared_area(previous[i], current[j], origin);
      const double extent = (box.high.x - box.low.x) * (box.high.y - box.low.y);
      if (shared <= 1e-9 * extent) continue;  // rounding of areas that only touch
      found[i].push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j), shared});
    }
  });
  std::vector<ClusterOverlap> overlaps;
  for (const auto& row : found) overlaps.insert(overlaps.end(), row.begin(), row.end());
  return overlaps;
}

}  // namespace rawan
