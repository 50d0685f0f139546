#pragma once

#include "rawan/algorithms/geometry.h"

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// A point of a lattice; coordinates are 0 ... 2^30, so that products of differences are exact.
struct LatticePoint {
  std::int32_t x = 0;
  std::int32_t y = 0;
  friend auto operator<=>(const LatticePoint&, const LatticePoint&) = default;
};

/// Twice the area of the triangle, positive if it runs counter-clockwise. Exact.
inline std::int64_t turn(LatticePoint a, LatticePoint b, LatticePoint c) {
  const auto difference = [](std::int32_t to, std::int32_t from) {
    return std::int64_t{to} - std::int64_t{from};
  };
  return difference(b.x, a.x) * difference(c.y, a.y) - difference(b.y, a.y) * difference(c.x, a.x);
}

/// Distinct points on the finest lattice that holds them, sorted.
class SnappedPoints {
 public:
  /// @throws ContractViolation if a coordinate is not finite.
  explicit SnappedPoints(std::span<const Point> points);

  std::span<const LatticePoint> points() const { return points_; }
  double step() const { return step_; }
  /// Exact: the lattice is made of doubles.
  Point place(LatticePoint p) const { return {low_.x + p.x * step_, low_.y + p.y * step_}; }

 private:
  Point low_;
  double step_ = 1.0;
  std::vector<LatticePoint> points_;
};

}  // namespace rawan
