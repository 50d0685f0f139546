#pragma once

#include "rawan/io/geo.h"

#include <string>

namespace rawan::io {

/// Whether PROJ knows a way from the datum of `wkt` (a geographic CRS) to WGS 84 that is true to
/// 10 m at `place` (degrees of WGS 84). It is not where the best it knows was made for another
/// region, tells no accuracy, or leaves the numbers as they are for want of a shift or of its grid.
bool is_shift_exact(const std::string& wkt, GeoPoint place);

}  // namespace rawan::io
