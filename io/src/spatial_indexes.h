#pragma once

#include "rawan/io/layer.h"

#include <filesystem>
#include <span>

/// The spatial indexes of a GeoPackage, made beside its layers.
namespace rawan::io {

class SqliteFile;

/// Makes a GeoPackage whose layers hold nothing, with the indexes that GDAL makes of them, and
/// fills these with the boxes of the shapes.
/// @throws OutputError
void make_spatial_indexes(const std::filesystem::path& path, std::span<const Layer> layers);

/// Takes over the indexes of `made` for layers that have none; their nodes are copied as they are.
/// Not within a transaction. @throws OutputError
void adopt_spatial_indexes(const SqliteFile& file, const std::filesystem::path& made,
                           std::span<const Layer> layers);

}  // namespace rawan::io
