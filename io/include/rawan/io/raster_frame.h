#pragma once

#include "rawan/algorithms/grid.h"
#include "rawan/io/coordinate_system.h"

#include <string>

namespace rawan::io {

/// Where the cells of an existing raster lie.
struct RasterFrame {
  GridFrame frame;
  CoordinateSystem system;
};

/// Reads the grid of a GeoTIFF; its values are not looked at.
/// @throws InputError: as kind_of_file(), "not_a_raster" (GDAL does not read it as GeoTIFF),
///         "raster_grid" (cells that are not square or not north-up, degrees, feet or a grid
///         without a place).
RasterFrame read_raster_frame(const std::string& path);

}  // namespace rawan::io
