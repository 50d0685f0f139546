#pragma once

#include "rawan/algorithms/grid.h"
#include "rawan/io/crs.h"
#include "rawan/io/layer_pieces.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

/// Metadata of one layer, as XML of ISO 19139.
struct LayerMetadata {
  std::string layer;
  std::string xml;
};

struct GeoPackageOptions {
  std::vector<LayerStyle> styles;          ///< Stored in layer_styles as default styles.
  std::optional<EmbeddedProject> project;  ///< Stored in qgis_projects.
  /// Stored by the extension "metadata" in this order, where there are any.
  std::vector<LayerMetadata> metadata{};
};

/// Writes a GeoPackage from empty: rows in the layer's order, aliases in gpkg_data_columns (QGIS
/// 3.22 shows those of the styles), areas as multipolygons, a shape without positions as none,
/// fixed time stamps, spatial indexes, no free pages, no side files.
///
/// All writers read the file back and compare it with what was meant. Equal input gives equal
/// bytes. Expected of every layer: names in snake_case and unique, columns of one length, texts in
/// UTF-8 without NUL, dates as yyyy-mm-dd, finite numbers and positions; in a GeoPackage also
/// unique titles, and unique aliases within a layer.
/// @throws OutputError; after it the file may exist and must not be used.
/// @throws ContractViolation where that is not so; a file may exist.
void write_geopackage(const std::string& path, std::span<const Layer> layers,
                      const GeoPackageOptions& options = {});

/// The same bytes, whatever pieces a layer comes in. Each is asked for twice, to be written and to
/// be compared, and no more than two of a layer are held. @throws also what a piece throws.
void write_geopackage(const std::string& path, std::span<const LayerPieces> layers,
                      const GeoPackageOptions& options = {});

/// Cloud-optimised GeoTIFF (DEFLATE), 32-bit float, NaN as nodata, overviews of averages for more
/// than 512 cells a side.
void write_geotiff(const std::string& path, const Grid<double>& grid, MetricCrs crs,
                   std::string_view description, std::string_view unit);

/// For Excel in Indonesia: `;`, UTF-8 with BOM, decimal comma, CRLF, RFC 4180. The header has the
/// columns' names, which stay when the language changes: tables are joined by them. A text that a
/// spreadsheet could take for a formula gets a leading apostrophe (D24). No value is an empty
/// cell, an empty text is `""`. Shapes are not written.
void write_csv(const std::string& path, const Layer& table, bool decimal_comma = true);

/// Words of the sheet of contents, in the reader's language.
struct ContentsHeadings {
  std::string sheet;  ///< Over the links to the sheets.
  std::string table;  ///< Over the names of the layers, as in the GeoPackage.
  std::string description;
  std::string rows;
};

/// One sheet per layer, named by its title, after a sheet of contents: frozen bold headers (the
/// aliases), widths, real numbers and dates, text never read as a formula. Control characters
/// become spaces; numbers have sixteen digits.
/// @throws OutputError also "text_too_long" (32,767 units), "too_many_rows".
void write_xlsx(const std::string& path, std::span<const Layer> sheets,
                std::string_view contents_title, const ContentsHeadings& headings = {});

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

/// GPX 1.1, times as UTC. Control characters become spaces.
void write_gpx(const std::string& path, const GpxRoute& route);

/// Bytes as they are.
void write_text(const std::string& path, std::string_view text);

}  // namespace rawan::io
