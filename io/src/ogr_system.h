#pragma once

#include "rawan/io/coordinate_system.h"

#include <ogr_spatialref.h>

namespace rawan::io {

/// A layer's CRS as a value, without heights. Null and undefined ones have no value: planar.
CoordinateSystem system_of(const OGRSpatialReference* stored);

/// The other way; longitude or east first. Not for a planar system.
OGRSpatialReference reference_of(const CoordinateSystem& system);

}  // namespace rawan::io
