#include "disc_cells.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <span>

namespace rawan {
namespace {

enum class Side { outside, rim, inner };

/// Where a center d columns east and e rows down lies, by the corners of a part of the cell.
Side side_by_corners(double reach, CellParts parts, std::size_t part, std::ptrdiff_t d,
                     std::ptrdiff_t e) {
  const double width = 1.0 / static_cast<double>(parts.across);
  const double height = 1.0 / static_cast<double>(parts.down);
  const double west = static_cast<double>(part % parts.across) * width - 0.5;
  const double south = 0.5 - static_cast<double>(part / parts.across + 1) * height;
  const auto x = static_cast<double>(d);
  const auto y = static_cast<double>(-e);
  const double most = std::hypot(std::max(std::abs(x - west), std::abs(x - west - width)),
                                 std::max(std::abs(y - south), std::abs(y - south - height)));
  const double least = std::hypot(std::max({0.0, west - x, x - west - width}),
                                  std::max({0.0, south - y, y - south - height}));
  if (most <= reach) return Side::inner;
  return least <= reach ? Side::rim : Side::outside;
}

Side side_in(const DiscCells& disc, std::size_t part, std::ptrdiff_t d, std::ptrdiff_t e) {
  const auto row = static_cast<std::size_t>(e + static_cast<std::ptrdiff_t>(disc.margin));
  if (row >= disc.rows()) return Side::outside;
  const DiscCells::Rim& rim = disc.rims[part];
  const auto columns =
      std::span(rim.column)
          .subspan(rim.row_begin[row], rim.row_begin[row + 1] - rim.row_begin[row]);
  const std::ptrdiff_t strip = static_cast<std::ptrdiff_t>(part % disc.parts.across) -
                               d * static_cast<std::ptrdiff_t>(disc.parts.across);
  const DiscCells::Strips strips = disc.strips(part / disc.parts.across, row);
  const bool inner = strip >= strips.begin && strip < strips.end;
  const bool listed = std::ranges::count(columns, d) == 1;
  if (inner != listed) return inner ? Side::inner : Side::rim;
  return Side::outside;
}

// The reaches touch no corner, so that slack does not matter.
TEST(DiscCells, TellInnerCellsFromTheRimAndTheRest) {
  for (const double reach : {0.31, 1.07, 4.43, 12.91}) {
    const DiscCells disc(reach, 1.0, {.across = 3, .down = 2});
    const auto far = static_cast<std::ptrdiff_t>(disc.margin) + 1;
    const std::ptrdiff_t side = 2 * far + 1;
    for (std::size_t part = 0; part < disc.parts.count(); ++part) {
      for (std::ptrdiff_t i = 0; i < side * side; ++i) {
        const std::ptrdiff_t d = i % side - far;
        const std::ptrdiff_t e = i / side - far;
        ASSERT_EQ(side_in(disc, part, d, e), side_by_corners(reach, disc.parts, part, d, e))
            << reach << ' ' << part << ' ' << e << ' ' << d;
      }
    }
  }
}

}  // namespace
}  // namespace rawan
