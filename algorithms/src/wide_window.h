#pragma once

#include "rawan/algorithms/grid.h"

#include <cstdint>
#include <vector>

namespace rawan {

/// A window with a border of cells outside it (inside, if it is the whole plane) that is wide
/// enough for kernels of events up to `reach` cells beyond the frame. Rows and columns of events
/// count from `reach` cells north and west of the frame.
class WideWindow {
 public:
  WideWindow(const Grid<std::uint8_t>& window, std::size_t reach);

  /// 1 inside, 0 outside. Row r + reach, and column c + reach, is that of an event in (r, c).
  const std::uint8_t* row(std::size_t r) const { return &inside_[r * columns_]; }

  /// Whether all cells around an event's are inside, `reach` to each side.
  bool covers(std::size_t row, std::size_t column) const;

 private:
  void sum_cells(const Grid<std::uint8_t>& window);

  bool plane_;
  std::size_t reach_;
  std::size_t frame_rows_;
  std::size_t frame_columns_;
  std::size_t columns_;
  std::vector<std::uint8_t> inside_;
  std::vector<std::uint64_t> counts_;  // Cells inside, north and west of each corner of the frame.
};

}  // namespace rawan
