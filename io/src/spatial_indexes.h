#pragma once

#include "rawan/io/layer.h"

namespace rawan::io {

class SqliteFile;

/// Fills the spatial index that GDAL made of an empty layer, nodes packed; what has no shape is not
/// in it. @return the box of all shapes. @throws OutputError
GeoBox fill_spatial_index(const SqliteFile& file, const Layer& layer);

}  // namespace rawan::io
