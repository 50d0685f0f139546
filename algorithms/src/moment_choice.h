#pragma once

#include "disc_cells.h"

#include <cstddef>

namespace rawan {

/// How sums by moments cut the plane, and what they cost. High bands leave fewer of them to each
/// target and more targets on the wrong side of an event's rim; small parts of cells leave fewer
/// targets in doubt, but need more lists of them.
struct MomentChoice {
  std::size_t band_height = 1;  ///< Cells.
  CellParts parts;              ///< Of a cell.
  double cost = 0.0;            ///< In units of a cell of a kernel's stamp.
};

/// The cheapest for a disc of `radius` cells around each of `events`, on a frame of `cells`.
MomentChoice cheapest_moments(double radius, std::size_t cells, std::size_t events, int power);

}  // namespace rawan
