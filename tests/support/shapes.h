#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/random.h"

#include <cmath>
#include <cstddef>
#include <vector>

namespace rawan::testing {

inline Polygon rectangle(Point low, Point high) {
  return {{{low, {high.x, low.y}, high, {low.x, high.y}}, {}}};
}

/// A simple ring around a center: vertices at rising angles, at random distances.
inline Polygon star(Point center, double radius, std::size_t vertices, Stream& random) {
  Ring ring;
  for (std::size_t i = 0; i < vertices; ++i) {
    const double angle =
        6.283185307179586 * (double(i) + 0.8 * random.uniform()) / double(vertices);
    const double r = radius * (0.2 + 0.8 * random.uniform());
    ring.push_back({center.x + r * std::cos(angle), center.y + r * std::sin(angle)});
  }
  return {{ring, {}}};
}

/// side x side villages that share crooked borders and fill the square from the origin to
/// (10 side, 10 side); each border is cut into `cuts` edges.
inline std::vector<Polygon> tiling(std::size_t side, std::size_t cuts, Stream& random) {
  const std::size_t n = side * cuts + 1;
  const double step = 10.0 / double(cuts);
  std::vector<Point> node;
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = 0; i < n; ++i) {
      const bool inner_x = i > 0 && i + 1 < n;
      const bool inner_y = j > 0 && j + 1 < n;
      node.push_back({step * (double(i) + (inner_x ? 0.6 * (random.uniform() - 0.5) : 0.0)),
                      step * (double(j) + (inner_y ? 0.6 * (random.uniform() - 0.5) : 0.0))});
    }
  }
  std::vector<Polygon> tiles;
  for (std::size_t row = 0; row < side; ++row) {
    for (std::size_t column = 0; column < side; ++column) {
      const std::size_t i = column * cuts;
      const std::size_t j = row * cuts;
      Ring ring;
      for (std::size_t k = 0; k < cuts; ++k) ring.push_back(node[j * n + i + k]);
      for (std::size_t k = 0; k < cuts; ++k) ring.push_back(node[(j + k) * n + i + cuts]);
      for (std::size_t k = cuts; k > 0; --k) ring.push_back(node[(j + cuts) * n + i + k]);
      for (std::size_t k = cuts; k > 0; --k) ring.push_back(node[(j + k) * n + i]);
      tiles.push_back({{ring, {}}});
    }
  }
  return tiles;
}

/// Positions of the cells that a coin of the given probability chose.
inline std::vector<std::size_t> random_cells(std::size_t size, double probability, Stream& random) {
  std::vector<std::size_t> cells;
  for (std::size_t i = 0; i < size; ++i) {
    if (random.uniform() < probability) cells.push_back(i);
  }
  return cells;
}

}  // namespace rawan::testing
