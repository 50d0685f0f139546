#include "rawan/algorithms/geometry.h"

#include <algorithm>

namespace rawan {

void Box::extend(Point p) {
  low = {std::min(low.x, p.x), std::min(low.y, p.y)};
  high = {std::max(high.x, p.x), std::max(high.y, p.y)};
}

Box bounding_box(std::span<const Point> points) {
  Box box;
  for (const Point p : points) box.extend(p);
  return box;
}

Box bounding_box(const Polygon& polygon) {
  Box box;
  for (const PolygonPart& part : polygon) {
    for (const Point p : part.outer) box.extend(p);
  }
  return box;
}

}  // namespace rawan
