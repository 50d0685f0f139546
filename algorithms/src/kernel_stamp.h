#pragma once

#include "rawan/algorithms/kde.h"

#include <span>
#include <vector>

namespace rawan {

/// A kernel in numbers: scale * (reach^2 - r^2)^power, scale * (reach - r), or
/// scale * exp(-r^2 / 2 sigma^2) up to reach.
struct KernelShape {
  explicit KernelShape(const DensityOptions& options);

  bool is_power() const { return kernel != Kernel::gaussian && kernel != Kernel::triangular; }

  Kernel kernel;
  double reach = 0.0;
  double scale = 0.0;
  int power = 0;
  double falloff = 0.0;  ///< Gaussian: 1 / (2 sigma^2).
};

/// Begin and end of consecutive rows or columns.
struct CellRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The cells of n whose centers lie within `reach` of a place, in units of cells from the edge.
CellRange cells_in_reach(double place, double reach, std::size_t n);

/// The kernel of one event on a lattice. What depends on the column alone is computed once and
/// used for every row.
class KernelStamp {
 public:
  KernelStamp(const KernelShape& shape, const GridFrame& frame, Point event);

  CellRange rows() const { return rows_; }

  /// Writes the kernel at the centers of a row into `values`, which holds a row of the frame.
  /// @return the columns written; the kernel is 0 elsewhere.
  CellRange row(std::size_t row, std::span<double> values) const;

 private:
  CellRange columns_within(double distance) const;
  void write_power(int power, double rest, std::span<const double> profile, double* out) const;

  const KernelShape& shape_;
  const GridFrame& frame_;
  Point event_;
  CellRange rows_;
  CellRange columns_;
  std::vector<double> profile_;  // squared distance, or factor (Gaussian), per column
};

/// The lattice of `frame` continued around a point, wide enough for the kernel's reach.
GridFrame lattice_around(Point point, const GridFrame& frame, double reach);

}  // namespace rawan
