#pragma once

#include "disc_cells.h"
#include "lattice_events.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace rawan {

/// A rectangle of cells of a lattice.
struct CellBlock {
  std::size_t row = 0;
  std::size_t column = 0;
  std::size_t rows = 0;
  std::size_t columns = 0;
};

/// `most`, or fewer where places in a block of more would be large in units of the reach.
inline std::size_t block_side(const DiscCells& disc, std::size_t most) {
  return std::clamp<std::size_t>(3 * disc.margin, 1, most);
}

/// Sums of (1 - r^2 / reach^2)^power over the inner cells of a disc, for a block of targets.
///
/// Within its reach the kernel is a polynomial: (power + 1)^2 sums of powers of the sources'
/// places give it at any target. A row of sources is summed once from the left, so that a target
/// takes what it reaches of that row as a difference of two sums. Places are measured from the
/// middle of the block in units of the reach: powers then stay small, and digits are kept.
class MomentBlock {
 public:
  /// @param targets cells of a lattice whose sources lie up to disc.margin around.
  MomentBlock(const DiscCells& disc, int power, double reach, double cell, CellBlock targets);

  /// Adds a row of sources. Rows must come from north to south.
  /// @param row    counted from disc.margin rows north of the lattice of the targets.
  /// @param events of that row, their columns counted from disc.margin columns west of it.
  void add(std::size_t row, std::span<const CellEvent> events);

  /// After the last row.
  void finish() { flush(); }

  /// The sum for a place `offset` (meters) from the center of a target.
  double value(std::size_t row, std::size_t column, Point offset) const;

 private:
  /// Rows of parts added together; parts.down must divide it.
  static constexpr std::size_t kGroup = 4;

  struct Line {
    std::size_t row = 0;
    std::size_t down = 0;
  };

  double* line(std::size_t slot) { return &lines_[slot * line_size_]; }
  void gather(std::span<const CellEvent> events, std::size_t row);
  void flush();
  void flush_row(std::size_t target);
  double row_place(double row) const { return (middle_row_ - row) * step_; }
  double column_place(double column) const { return (column - middle_column_) * step_; }

  const DiscCells& disc_;
  int power_;
  double reach_;
  double step_;
  CellBlock targets_;
  std::size_t moments_;
  std::size_t width_;      // Columns of sources, and one more.
  std::size_t line_size_;  // One number for each moment, column and part.
  double middle_row_;      // Counted like the rows of sources.
  double middle_column_;
  std::array<Line, kGroup> lines_of_{};
  std::size_t waiting_ = 0;
  std::vector<double> lines_;
  std::vector<double> sums_;  // One number for each target and moment.
};

}  // namespace rawan
