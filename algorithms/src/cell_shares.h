#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/grid.h"

#include <cstddef>
#include <vector>

namespace rawan {

/// Which share of each cell of a frame lies in a polygon: exact up to rounding. An edge adds, row
/// by row, the area between itself and the eastern end of the row, with the sign of its direction;
/// summing from the west leaves the polygon. Both polygons at a shared edge add the same bits.
class CellShares {
 public:
  CellShares(const Polygon& polygon, const GridFrame& frame);

  /// Calls visit(cell, share) for each cell of which the polygon holds some part, row by row.
  template <class Visit>
  void visit(const Visit& visit) const {
    for (std::size_t row = 0; row < rows_; ++row) {
      double share = 0.0;
      for (std::size_t column = 0; column < columns_; ++column) {
        share += steps_[row * stride() + column];
        if (share > kNothing) visit((top_ + row) * across_ + left_ + column, share);
      }
    }
  }

 private:
  /// What rounding leaves of a share that is 0.
  static constexpr double kNothing = 1e-13;

  /// Two more than the columns: an edge on the eastern side steps beyond them.
  std::size_t stride() const { return columns_ + 2; }
  Point in_cells(Point p) const;
  void add_ring(const Ring& ring, double sign);
  void add_edge(Point low, Point high, double sign);
  void add_in_row(std::size_t row, Point a, Point b, double sign);
  void add_in_columns(std::size_t row, Point a, Point b, double sign);
  void add_step(std::size_t row, double x, double height);

  Point north_west_;
  double cell_;
  std::size_t across_;
  std::size_t top_ = 0;
  std::size_t left_ = 0;
  std::size_t rows_ = 0;
  std::size_t columns_ = 0;
  std::vector<double> steps_;  // change of the share from one column to the next
};

}  // namespace rawan
