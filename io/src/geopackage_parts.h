#pragma once

#include "rawan/io/layer_pieces.h"
#include "rawan/io/writers.h"

#include <cpl_conv.h>

#include <span>
#include <string>
#include <string_view>

class GDALDataset;
class OGRLayer;

/// The parts of a GeoPackage beside the layers themselves.
namespace rawan::io {

class SqliteFile;

/// Stands for "now" in every file, so that equal runs give equal bytes.
inline constexpr const char* kFixedTime = "1980-01-01T00:00:00.000Z";

inline constexpr const char* kGeometryColumn = "geom";

/// No clock enters the file, and nothing leaves its directory. What GDAL writes is rebuilt and
/// thrown away: it need not reach the disk.
class WriterSettings {
 public:
  WriterSettings()
      : date_("OGR_CURRENT_DATE", kFixedTime, false),
        journal_("OGR_SQLITE_JOURNAL", "DELETE", false),
        synchronous_("OGR_SQLITE_SYNCHRONOUS", "OFF", false),
        pragma_("OGR_SQLITE_PRAGMA", "temp_store=MEMORY,cache_size=-65536", false) {}

 private:
  CPLConfigOptionSetter date_;
  CPLConfigOptionSetter journal_;
  CPLConfigOptionSetter synchronous_;
  CPLConfigOptionSetter pragma_;
};

bool has_shapes(const Layer& layer);

/// The table that is the spatial index of a layer.
inline std::string tree_of(const Layer& layer) {
  return "rtree_" + layer.name + "_" + kGeometryColumn;
}

/// The table of a layer with its spatial index, without its columns; nothing if GDAL fails.
OGRLayer* create_layer(GDALDataset& dataset, const Layer& layer);

/// Makes a result of GDAL that is no success one of its errors, told by its error handler.
void note_result(int result);

/// The table `layer_styles` as QGIS makes it, registered as a table of attributes.
void add_styles(GDALDataset& dataset, std::span<const LayerPieces> layers,
                std::span<const LayerStyle> styles);

/// Aliases as the extension "schema" keeps them: GDAL 3.6 does not.
void add_aliases(const SqliteFile& file, std::span<const LayerPieces> layers);

/// The table `qgis_projects` as QGIS makes it, with nobody's name in it.
void add_project(const SqliteFile& file, const EmbeddedProject& project);

/// The content of a row of `qgis_projects`: a zip with one file, in hexadecimal digits.
std::string packed_project(const EmbeddedProject& project);

/// The extension "metadata": one text per layer, with fixed time stamps.
void add_metadata(const SqliteFile& file, std::span<const LayerMetadata> metadata);
bool has_metadata(const SqliteFile& file, std::span<const LayerMetadata> metadata);

/// Reads the file with SQLite alone and compares every value, shape, style and project with what
/// was meant. @throws OutputError "output_differs" | ...
void check_geopackage(const std::string& path, std::span<const LayerPieces> layers,
                      const GeoPackageOptions& options);

}  // namespace rawan::io
