#pragma once

#include "rawan/engine/stages.h"

#include <span>

namespace rawan::engine {

/// The cell that holds a position; a position on an edge belongs to the cell north-east of it.
LatticeCell cell_of(Point position, Meters cell);
Point center_of(const LatticeCell& cell, Meters size);

/// The outline of some cells, in meters.
Polygon outline_of(std::span<const LatticeCell> cells, Meters size);

}  // namespace rawan::engine
