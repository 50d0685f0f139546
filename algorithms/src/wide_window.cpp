#include "wide_window.h"

#include <algorithm>

namespace rawan {

WideWindow::WideWindow(const Grid<std::uint8_t>& window, std::size_t reach)
    : plane_(window.values.empty()),
      reach_(reach),
      frame_rows_(window.frame.rows),
      frame_columns_(window.frame.columns),
      columns_(frame_columns_ + 4 * reach),
      inside_(columns_ * (frame_rows_ + 4 * reach), plane_ ? 1 : 0) {
  if (plane_) return;
  for (std::size_t r = 0; r < frame_rows_; ++r) {
    const std::uint8_t* cells = &window.values[r * frame_columns_];
    std::transform(cells, cells + frame_columns_, &inside_[(r + 2 * reach) * columns_ + 2 * reach],
                   [](std::uint8_t v) { return v != 0 ? 1 : 0; });
  }
  sum_cells(window);
}

void WideWindow::sum_cells(const Grid<std::uint8_t>& window) {
  const std::size_t corners = frame_columns_ + 1;
  counts_.resize((frame_rows_ + 1) * corners, 0);
  for (std::size_t r = 0; r < frame_rows_; ++r) {
    std::uint64_t of_row = 0;
    for (std::size_t c = 0; c < frame_columns_; ++c) {
      of_row += window.values[r * frame_columns_ + c] != 0 ? 1 : 0;
      counts_[(r + 1) * corners + c + 1] = counts_[r * corners + c + 1] + of_row;
    }
  }
}

bool WideWindow::covers(std::size_t row, std::size_t column) const {
  if (plane_) return true;
  if (row < 2 * reach_ || row >= frame_rows_) return false;
  if (column < 2 * reach_ || column >= frame_columns_) return false;
  const std::size_t north = row - 2 * reach_;
  const std::size_t west = column - 2 * reach_;
  const std::size_t side = 2 * reach_ + 1;
  const auto sum = [&](std::size_t r, std::size_t c) {
    return counts_[r * (frame_columns_ + 1) + c];
  };
  return sum(row + 1, column + 1) + sum(north, west) - sum(north, column + 1) -
             sum(row + 1, west) ==
         side * side;
}

}  // namespace rawan
