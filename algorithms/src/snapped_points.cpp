#include "snapped_points.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

constexpr int kBits = 30;

/// A power of two: lattice points are then sums without rounding.
double step_for(const Box& box) {
  const double extent = std::max(box.high.x - box.low.x, box.high.y - box.low.y);
  const double largest = std::max({std::abs(box.low.x), std::abs(box.high.x), std::abs(box.low.y),
                                   std::abs(box.high.y), 1e-200});
  const int by_extent = extent > 0.0 ? std::ilogb(extent) + 1 - kBits : std::ilogb(largest) - 51;
  return std::ldexp(1.0, std::max(by_extent + 1, std::ilogb(largest) - 51));
}

}  // namespace

SnappedPoints::SnappedPoints(std::span<const Point> points) {
  for (const Point p : points) {
    expects(std::isfinite(p.x) && std::isfinite(p.y), "coordinates must be finite");
  }
  if (points.empty()) return;
  const Box box = bounding_box(points);
  step_ = step_for(box);
  low_ = {std::floor(box.low.x / step_) * step_, std::floor(box.low.y / step_) * step_};
  points_.reserve(points.size());
  for (const Point p : points) {
    points_.push_back({static_cast<std::int32_t>(std::lround((p.x - low_.x) / step_)),
                       static_cast<std::int32_t>(std::lround((p.y - low_.y) / step_))});
  }
  std::ranges::sort(points_);
  points_.erase(std::unique(points_.begin(), points_.end()), points_.end());
}

}  // namespace rawan
