#include "lattice.h"

#include "rawan/algorithms/polygons.h"

#include <algorithm>
#include <cmath>

namespace rawan::engine {

LatticeCell cell_of(Point position, Meters cell) {
  return {.column = static_cast<std::int64_t>(std::floor(position.x / cell.value)),
          .row = static_cast<std::int64_t>(std::floor(position.y / cell.value))};
}

Point center_of(const LatticeCell& cell, Meters size) {
  return {(static_cast<double>(cell.column) + 0.5) * size.value,
          (static_cast<double>(cell.row) + 0.5) * size.value};
}

Box extent_of(const Sites& sites) {
  Box box;
  for (const Polygon& area : sites.area) {
    const Box own = bounding_box(area);
    box.extend(own.low);
    box.extend(own.high);
  }
  return box;
}

Polygon outline_of(std::span<const LatticeCell> cells, Meters size) {
  Box box;
  for (const LatticeCell& cell : cells) box.extend(center_of(cell, size));
  const GridFrame frame = frame_over(box, size);
  std::vector<std::size_t> positions;
  for (const LatticeCell& cell : cells) {
    const Point p = center_of(cell, size);
    const auto row = static_cast<std::size_t>((frame.north_west.y - p.y) / size.value);
    const auto column = static_cast<std::size_t>((p.x - frame.north_west.x) / size.value);
    positions.push_back(row * frame.columns + column);
  }
  std::ranges::sort(positions);
  return outline_of_cells(frame, positions);
}

}  // namespace rawan::engine
