#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/io/crs.h"
#include "rawan/io/seen_release.h"

#include <vector>

namespace rawan::engine::attack {

/// The rings of a row as an area in meters; lines and points give an empty one. Which ring is a
/// hole is not told apart: a hole is taken as part of the area.
Polygon area_of(const std::vector<std::vector<io::GeoPoint>>& rings,
                const io::Projector& projector);

/// One per row that has an area, in a layer of areas.
std::vector<Polygon> areas_of(const io::SeenTable& table, const io::Projector& projector);

}  // namespace rawan::engine::attack
