#pragma once

#include <cstdint>
#include <string>

namespace rawan::io {

// Counts of single formats; see record_count.h. All throw InputError.

/// By SQL after quick_check, on a read-only, immutable connection that trusts no schema. "has_wal",
/// "damaged", "layer_not_found", "which_layer".
std::uint64_t count_geopackage(const std::string& path, const std::string& layer);

/// Elements of "features", by a streaming parser. "damaged" (broken, trailing text, a key twice in
/// one object, nested deeper than 64), "not_geojson", "crs_link_refused".
std::uint64_t count_geojson(const std::string& path);

/// Lines that are not empty, each a whole JSON text. "damaged".
std::uint64_t count_geojson_lines(const std::string& path);

/// By the headers and sizes of .shp, .shx and .dbf, deleted records left out. "shx_missing",
/// "no_attributes", "shp_size", "dbf_size".
std::uint64_t count_shapefile(const std::string& path);
std::uint64_t count_dbase(const std::string& path);

/// By the header, and by the sizes of all features one after the other. "damaged".
std::uint64_t count_flatgeobuf(const std::string& path);

}  // namespace rawan::io
