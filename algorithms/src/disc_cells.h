#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace rawan {

/// A cell cut into equal parts. Small parts have small rims (see DiscCells).
struct CellParts {
  std::size_t across = 1;
  std::size_t down = 1;

  std::size_t count() const { return across * down; }
  /// The part that holds a place x cells east and y cells north of the center: row by row.
  std::size_t of(double x, double y) const { return index(-y, down) * across + index(x, across); }

 private:
  static std::size_t index(double place, std::size_t parts) {
    const auto n = static_cast<double>(parts);
    return static_cast<std::size_t>(std::clamp((place + 0.5) * n, 0.0, n - 1.0));
  }
};

/// Which centers a disc around an event reaches, seen from the cell the event lies in: those it
/// reaches from everywhere in its part of that cell (inner), and those it reaches from some of it
/// (rim). Rows and columns are offsets; y grows to the north, so a row further down has a negative
/// y.
struct DiscCells {
  DiscCells(double reach, double cell, CellParts parts = {});

  /// Parts side by side, counted from the western part of the center's own cell.
  struct Strips {
    std::ptrdiff_t begin = 0;
    std::ptrdiff_t end = 0;
  };

  /// Loops over part of a rim may read this far beyond.
  static constexpr std::size_t kSpare = 8;

  /// The rim of one part.
  struct Rim {
    std::vector<std::size_t> row_begin;  ///< Of row e + margin; one more at the end.
    std::vector<double>
        x;  ///< Place of the center from the cell's, meters; kSpare more at the end.
    std::vector<double> y;
    std::vector<std::int32_t> column;
  };

  std::size_t rows() const { return 2 * margin + 1; }
  /// The parts from all of which a center e + margin rows down is reached.
  Strips strips(std::size_t down, std::size_t e) const { return inner[down * rows() + e]; }

  std::size_t margin = 0;  ///< The largest offset.
  CellParts parts;
  std::vector<Strips> inner;  ///< Of each row of parts, row by row of centers.
  std::vector<Rim> rims;      ///< Of each part.

 private:
  void add_row(double radius, double cell, std::size_t down, std::ptrdiff_t e);
};

}  // namespace rawan
