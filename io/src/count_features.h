#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rawan::io {

// Counts of single formats; see record_count.h. All throw InputError.

/// By quick_check on a read-only, immutable connection that trusts no schema; every layer listed
/// must be a table, and no table may have a column that is computed. "input_locked", "has_wal",
/// "damaged", "not_geopackage", "layer_is_view", "column_computed".
void prove_geopackage(const std::string& path);

/// By SQL, of a file proved. "layer_not_found", "which_layer", "crs_conflict" (the number of the
/// layer's coordinate system and its definition are two systems).
std::uint64_t count_geopackage(const std::string& path, const std::string& layer);

/// Numbers of the features, in their order, that hold text or bytes in a column of numbers; only
/// these columns are looked at. SQLite lets anything in, and GDAL reads it as 0.
/// @param number the column of the features' own numbers; empty: there is none.
std::vector<std::int64_t> mistyped_features(const std::string& path, const std::string& layer,
                                            const std::string& number,
                                            const std::vector<std::string>& columns);

/// Elements of "features", by a streaming parser. "damaged" (broken, trailing text), "key_twice",
/// "nesting" (deeper than 64), "not_finite" (NaN and the like), "coordinate_type" (no number),
/// "not_geojson", "crs_link_refused", "crs_unknown".
std::uint64_t count_geojson(const std::string& path);

/// Lines that are not empty, each a whole feature; the errors are those of a collection.
std::uint64_t count_geojson_lines(const std::string& path);

/// By the headers and sizes of .shp, .shx and .dbf, deleted records left out. "shx_missing",
/// "no_attributes", "shp_size", "dbf_size".
std::uint64_t count_shapefile(const std::string& path);
std::uint64_t count_dbase(const std::string& path);

/// By the header, and by the sizes of all features one after the other. "damaged".
std::uint64_t count_flatgeobuf(const std::string& path);

}  // namespace rawan::io
