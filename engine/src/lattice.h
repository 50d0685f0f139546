#pragma once

#include "rawan/engine/stages.h"

#include <span>

namespace rawan::engine {

/// The cell that holds a position; a position on an edge belongs to the cell north-east of it.
LatticeCell cell_of(Point position, Meters cell);
Point center_of(const LatticeCell& cell, Meters size);

/// The box around all villages, in meters.
Box extent_of(const Sites& sites);

/// The outline of some cells, in meters.
Polygon outline_of(std::span<const LatticeCell> cells, Meters size);

}  // namespace rawan::engine
