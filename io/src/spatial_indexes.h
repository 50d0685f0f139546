#pragma once

#include "rawan/io/layer.h"

#include <filesystem>
#include <span>

namespace rawan::io {

class SqliteFile;

/// Adds the spatial indexes to layers of a GeoPackage that have none: tables, triggers and what
/// registers them as GDAL makes them, nodes packed. Not within a transaction.
/// @param scratch a file that is made for it, and removed. @throws OutputError
void add_spatial_indexes(const SqliteFile& file, const std::filesystem::path& scratch,
                         std::span<const Layer> layers);

}  // namespace rawan::io
