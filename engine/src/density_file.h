#pragma once

#include "layer_metadata.h"
#include "qgis_project.h"
#include "rawan/algorithms/grid.h"
#include "rawan/io/crs.h"

#include <filesystem>

namespace rawan::engine {

/// What write_density() makes of a grid.
RasterFile density_file(const Grid<double>& density, io::MetricCrs crs);

/// Writes `density.tif` (reports per km2) and its metadata into a release of the data steward;
/// nothing where nothing was estimated.
/// @param crs of the grid.
RasterFile write_density(const std::filesystem::path& dir, const Grid<double>& density,
                         io::MetricCrs crs, const MetadataFacts& facts);

}  // namespace rawan::engine
