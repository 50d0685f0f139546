#pragma once

#include <cstddef>
#include <vector>

namespace rawan {

/// Which cells a disc around an event reaches, seen from the cell the event lies in: those it
/// reaches from everywhere in that cell (inner), and those it reaches from some of it (rim).
/// Rows and columns are offsets; y grows to the north, so a row further down has a negative y.
struct DiscCells {
  DiscCells(double reach, double cell);

  std::size_t margin = 0;              ///< The largest offset.
  std::vector<std::ptrdiff_t> inner;   ///< Of row e + margin: columns -inner..inner; -1 if none.
  std::vector<std::size_t> rim_begin;  ///< Where the rim of row e + margin begins; one more at end.
  std::vector<double> x;               ///< Of the rim, row by row: place of the center, meters.
  std::vector<double> y;
  std::vector<std::ptrdiff_t> column;  ///< Of the rim.
};

}  // namespace rawan
