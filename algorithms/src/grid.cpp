#include "rawan/algorithms/grid.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>

namespace rawan {

GridFrame frame_over(const Box& box, Meters cell) {
  expects(!box.empty(), "a grid needs an area");
  expects(cell.value > 0.0, "a grid needs a positive cell size");
  const double west = std::floor(box.low.x / cell.value);
  const double east = std::max(west + 1.0, std::ceil(box.high.x / cell.value));
  const double south = std::floor(box.low.y / cell.value);
  const double north = std::max(south + 1.0, std::ceil(box.high.y / cell.value));
  return {.north_west = {west * cell.value, north * cell.value},
          .cell = cell,
          .rows = static_cast<std::size_t>(north - south),
          .columns = static_cast<std::size_t>(east - west)};
}

}  // namespace rawan
