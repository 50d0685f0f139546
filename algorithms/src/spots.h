#pragma once

#include "rawan/algorithms/geometry.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

namespace rawan {

/// x and y, and with D = 3 a time.
template <int D>
using Spot = std::array<double, D>;

inline std::vector<Spot<2>> spots_of(std::span<const Point> points) {
  std::vector<Spot<2>> spots;
  spots.reserve(points.size());
  for (const Point p : points) spots.push_back({p.x, p.y});
  return spots;
}

/// When two spots are neighbors: at most `radius` apart in the plane and, with D = 3, at most
/// `time_radius` apart in time. Both bounds are closed.
struct Reach {
  double radius = 0.0;
  double time_radius = 0.0;

  double squared() const { return radius * radius; }
  /// The widest cell whose points are surely neighbors of each other.
  double cell() const {
    double side = radius * std::sqrt(0.5);
    while (side * side + side * side > squared()) side = std::nextafter(side, 0.0);
    return side;
  }
};

template <int D>
struct Extent {
  Spot<D> low;
  Spot<D> high;

  void extend(const Spot<D>& p) {
    for (int a = 0; a < D; ++a) {
      low[a] = std::min(low[a], p[a]);
      high[a] = std::max(high[a], p[a]);
    }
  }
};

template <int D>
Extent<D> extent_of(std::span<const Spot<D>> spots) {
  Extent<D> extent{spots.front(), spots.front()};
  for (const Spot<D>& p : spots) extent.extend(p);
  return extent;
}

template <int D>
double squared_distance(const Spot<D>& a, const Spot<D>& b) {
  const double dx = a[0] - b[0];
  const double dy = a[1] - b[1];
  return dx * dx + dy * dy;
}

template <int D>
bool near(const Spot<D>& a, const Spot<D>& b, const Reach& reach) {
  if constexpr (D == 3) {
    if (std::abs(a[2] - b[2]) > reach.time_radius) return false;
  }
  return squared_distance<D>(a, b) <= reach.squared();
}

/// Whether some spots of the two extents may be neighbors. Rounding is monotone, so a "no" holds
/// in rounded arithmetic too; so does the "yes" of `surely_near`.
template <int D>
bool may_be_near(const Extent<D>& a, const Extent<D>& b, const Reach& reach) {
  std::array<double, D> gap;
  for (int i = 0; i < D; ++i) gap[i] = std::max({a.low[i] - b.high[i], b.low[i] - a.high[i], 0.0});
  if constexpr (D == 3) {
    if (gap[2] > reach.time_radius) return false;
  }
  return gap[0] * gap[0] + gap[1] * gap[1] <= reach.squared();
}

/// Whether all spots of one extent are neighbors of all spots of the other.
template <int D>
bool surely_near(const Extent<D>& a, const Extent<D>& b, const Reach& reach) {
  std::array<double, D> span;
  for (int i = 0; i < D; ++i) span[i] = std::max(a.high[i] - b.low[i], b.high[i] - a.low[i]);
  if constexpr (D == 3) {
    if (span[2] > reach.time_radius) return false;
  }
  return span[0] * span[0] + span[1] * span[1] <= reach.squared();
}

}  // namespace rawan
