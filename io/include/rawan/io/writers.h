#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rawan/algorithms/grid.h"
#include "rawan/io/crs.h"
#include "rawan/io/layer.h"

namespace rawan::io {

/// A QGIS style for one layer, as QML text.
struct LayerStyle {
  std::string layer;
  std::string name;
  std::string qml;
};

/// A QGIS project kept inside a GeoPackage.
struct EmbeddedProject {
  std::string name;
  std::string qgs;  ///< The project as XML; the writer packs it.
};

struct GeoPackageOptions {
  std::vector<LayerStyle> styles;             ///< Stored in layer_styles as default styles.
  std::optional<EmbeddedProject> project;     ///< Stored in qgis_projects.
};

/// Writes a GeoPackage from empty: aliases as gpkg_data_columns and in the styles, fixed time
/// stamps, spatial indexes, no free pages, no side files. Equal input gives equal bytes.
/// All writers: @throws OutputError; after it the file may exist and must not be used.
void write_geopackage(const std::string& path, std::span<const Layer> layers,
                      const GeoPackageOptions& options = {});

/// Cloud-optimised GeoTIFF, 32-bit float, NaN as nodata, overviews.
void write_geotiff(const std::string& path, const Grid<double>& grid, MetricCrs crs,
                   std::string_view description, std::string_view unit);

/// For Excel in Indonesia: `;`, UTF-8 with BOM, decimal comma; formulas neutralised (D24).
void write_csv(const std::string& path, const Layer& table, bool decimal_comma = true);

/// One sheet per layer after a sheet of contents: frozen bold headers, widths, real numbers and
/// dates, text never read as a formula.
void write_xlsx(const std::string& path, std::span<const Layer> sheets,
                std::string_view contents_title);

struct GpxWaypoint {
  GeoPoint position;
  std::string name;
  std::string description;
  std::string time;  ///< ISO 8601 with offset, or empty.
};

struct GpxRoute {
  std::string name;
  std::string description;
  std::vector<GpxWaypoint> stops;  ///< In order; written as route points and as way-points.
  GeoLine path;                    ///< Written as a track.
};

void write_gpx(const std::string& path, const GpxRoute& route);

/// Bytes as they are.
void write_text(const std::string& path, std::string_view text);

}  // namespace rawan::io
