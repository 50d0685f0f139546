#pragma once

#include "rawan/algorithms/geometry.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rawan::io {

/// The ISO type code of little-endian well-known binary (5 bytes or more): 1 is a point, 1001 one
/// with Z.
std::uint32_t wkb_type(std::string_view wkb);

std::string wkb_of(Point p);

/// East and north of a point; nothing for other geometries.
std::optional<Point> point_of_wkb(std::string_view wkb);

}  // namespace rawan::io
