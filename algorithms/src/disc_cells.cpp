#include "disc_cells.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace rawan {
namespace {

/// Cells this near to changing sides count as rim, where every event is asked.
constexpr double kSlack = 1e-6;

std::ptrdiff_t last_column(double rest, double shift) {
  if (rest < 0.0) return -1;
  return static_cast<std::ptrdiff_t>(std::floor(std::sqrt(rest) + shift));
}

}  // namespace

DiscCells::DiscCells(double reach, double cell)
    : margin(static_cast<std::size_t>(std::floor(reach / cell + 0.5 + kSlack))) {
  const double radius = reach / cell;
  const auto far = static_cast<std::ptrdiff_t>(margin);
  rim_begin.push_back(0);
  for (std::ptrdiff_t e = -far; e <= far; ++e) {
    const auto row = static_cast<double>(std::abs(e));
    const double near_row = std::max(0.0, row - 0.5 - kSlack);
    const double far_row = row + 0.5 + kSlack;
    const std::ptrdiff_t in = std::max<std::ptrdiff_t>(
        -1, last_column(radius * radius - far_row * far_row, -0.5 - kSlack));
    const std::ptrdiff_t out = last_column(radius * radius - near_row * near_row, 0.5 + kSlack);
    inner.push_back(in);
    for (std::ptrdiff_t d = -out; d <= out; ++d) {
      if (std::abs(d) <= in) continue;
      column.push_back(d);
      x.push_back(static_cast<double>(d) * cell);
      y.push_back(static_cast<double>(-e) * cell);
    }
    rim_begin.push_back(column.size());
  }
}

}  // namespace rawan
