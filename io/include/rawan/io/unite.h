#pragma once

#include "rawan/algorithms/geometry.h"

#include <span>

namespace rawan::io {

/// One valid area from many that may overlap or share borders, by GEOS; shared borders vanish.
/// @throws IoError "geometry" if GEOS cannot.
Polygon unite(std::span<const Polygon> areas);

}  // namespace rawan::io
