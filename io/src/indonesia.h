#pragma once

#include "rawan/io/geo.h"

namespace rawan::io {

/// Indonesia with its islands, land borders and a tenth of a degree (domain.md 2.5, columns 15
/// and 16). Longitudes and latitudes do not overlap, so swapped ones are always seen.
inline constexpr GeoBox kIndonesia{{94.9, -11.1}, {141.1, 6.1}};

}  // namespace rawan::io
