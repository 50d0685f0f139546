#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/units.h"

#include <cstddef>
#include <vector>

namespace rawan {

/// A north-up lattice of square cells. Row 0 is the northernmost.
struct GridFrame {
  Point north_west;
  Meters cell;
  std::size_t rows = 0;
  std::size_t columns = 0;

  std::size_t size() const { return rows * columns; }
  Point center(std::size_t row, std::size_t column) const {
    return {north_west.x + (static_cast<double>(column) + 0.5) * cell.value,
            north_west.y - (static_cast<double>(row) + 0.5) * cell.value};
  }
  friend bool operator==(const GridFrame&, const GridFrame&) = default;
};

/// The smallest frame over `box` whose cell edges lie on whole multiples of `cell` from the
/// origin of the CRS, so that two areas with the same CRS and cell share one lattice.
/// @throws ContractViolation if the box is empty or the cell is not positive.
GridFrame frame_over(const Box& box, Meters cell);

/// One value per cell, row by row, north to south. "No data" is a quiet NaN.
template <class T>
struct Grid {
  GridFrame frame;
  std::vector<T> values;

  T& at(std::size_t row, std::size_t column) { return values[row * frame.columns + column]; }
  const T& at(std::size_t row, std::size_t column) const {
    return values[row * frame.columns + column];
  }
};

}  // namespace rawan
