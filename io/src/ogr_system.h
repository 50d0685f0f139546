#pragma once

#include "rawan/io/coordinate_system.h"
#include "rawan/io/geo.h"

#include <ogr_spatialref.h>

#include <optional>
#include <string>

namespace rawan::io {

/// A layer's CRS as a value, without heights. Null and undefined ones have no value: planar.
CoordinateSystem system_of(const OGRSpatialReference* stored);

/// The other way; longitude or east first. Not for a planar system.
OGRSpatialReference reference_of(const CoordinateSystem& system);

/// Whether a CRS says where on earth its coordinates lie: neither a plane nor on an unknown datum.
bool is_defined(const OGRSpatialReference& crs);

/// Where the CRS may be used according to EPSG, if it says so; degrees from Greenwich.
std::optional<GeoBox> area_of_use(const OGRSpatialReference& crs);

std::string wkt_of(const OGRSpatialReference& crs);

}  // namespace rawan::io
