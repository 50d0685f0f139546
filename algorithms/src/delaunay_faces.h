#pragma once

#include "snapped_points.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// A face of the Delaunay triangulation: indices of its corners, counter-clockwise. More than
/// three where points lie on one circle.
struct DelaunayFace {
  std::vector<std::uint32_t> corners;
  double circumradius = 0.0;  ///< In steps of the lattice.
};

/// @param points distinct and sorted.
std::vector<DelaunayFace> delaunay_faces(std::span<const LatticePoint> points);

}  // namespace rawan
