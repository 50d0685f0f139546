#pragma once

#include "rawan/algorithms/grid.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// Integrals of a Gaussian kernel over the cells of a lattice: exact for each cell, however small
/// sigma is.
class WindowMass {
 public:
  WindowMass(const GridFrame& frame, double sigma) : frame_(frame), sigma_(sigma) {}

  /// The integral over the frame of the kernel around p times a factor per cell (1 inside a window
  /// and 0 outside: the mass in the window).
  double sum(Point p, std::span<const double> factors) const;

  /// `sum` for the center of each cell.
  std::vector<double> sums_at_centers(std::span<const double> factors) const;

 private:
  std::vector<double> column_masses(double x) const;
  std::vector<double> row_masses(double y) const;

  const GridFrame& frame_;
  double sigma_;
};

}  // namespace rawan
