#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/units.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

struct DbscanOptions {
  Meters radius{};               ///< Closed: <= radius. "eps" in the paper.
  std::uint32_t min_points = 5;  ///< Counts the point itself.
};

inline constexpr std::int32_t kNoise = -1;

struct Clustering {
  std::vector<std::int32_t> label;    ///< 0 ... clusters-1, or kNoise.
  std::vector<std::uint8_t> is_core;  ///< One per point.
  std::int32_t clusters = 0;
};

/// Density clusters: connected components of core points; a border point joins the cluster of its
/// nearest core point, ties by the lower key. The partition depends on keys, never on the order of
/// the input; labels are numbered by the lowest key in the cluster (statistics.md 4.9).
///
/// @param keys one per point, distinct, or empty: the positions.
/// @throws ContractViolation if sizes differ, radius <= 0, min_points is 0 or a coordinate is not
///         finite.
Clustering dbscan(std::span<const Point> points, std::span<const std::uint64_t> keys,
                  const DbscanOptions& options, const Control& control = {});

}  // namespace rawan
