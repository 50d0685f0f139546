#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/units.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace rawan {

/// Points that can be asked for their neighbors. Answers are ordered, so they do not depend on
/// how the index is built.
class SpatialIndex {
 public:
  /// @throws ContractViolation if a coordinate is not finite.
  explicit SpatialIndex(std::span<const Point> points);
  SpatialIndex(SpatialIndex&&) noexcept;
  SpatialIndex& operator=(SpatialIndex&&) noexcept;
  ~SpatialIndex();

  /// Positions of the points at distance <= radius, in increasing order of position.
  /// @throws ContractViolation if the radius is negative or the center not finite; so `nearest`.
  std::vector<std::uint32_t> within(Point center, Meters radius) const;

  /// The k nearest points (fewer if there are fewer), nearest first, ties by position.
  std::vector<std::uint32_t> nearest(Point center, std::size_t k) const;

 private:
  struct Tree;
  std::unique_ptr<Tree> tree_;
};

}  // namespace rawan
