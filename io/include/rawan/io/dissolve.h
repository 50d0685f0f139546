#pragma once

#include "rawan/io/geo.h"

#include <span>

namespace rawan::io {

/// One area from many, by GEOS: shared borders vanish. Villages that were simplified one by one
/// leave cracks between them (of a mean width up to 7 m in public data), so cracks, holes and
/// straits narrower than 20 m are closed; what is wider stays. Coordinates are rounded to 1e-8
/// degrees (1 mm). The result is valid and oriented. Over 200,000 vertices nothing is closed.
/// @throws IoError "geometry" if GEOS cannot.
GeoArea dissolve(std::span<const GeoArea> areas);

}  // namespace rawan::io
