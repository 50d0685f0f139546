#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/grid.h"
#include "rawan/io/attribute.h"
#include "rawan/io/coordinate_system.h"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace rawan::io {

/// Well-known binary, one geometry per row; an empty text is no geometry.
struct WkbShapes {
  PackedTexts wkb;
};
using TableShapes = std::variant<std::monostate, WkbShapes, std::vector<Point>,
                                 std::vector<Polyline>, std::vector<Polygon>>;

/// A table of features for other programs, in the coordinates its user works in.
struct FeatureTable {
  std::string name;  ///< snake_case, ASCII.
  std::string title = {};
  std::string label;  ///< Who may see it and what it is; stands in the file's own description.
  CoordinateSystem system = {};
  TableShapes shapes = {};  ///< In `system`.
  std::vector<Attribute> attributes = {};

  std::size_t size() const;
};

/// Shapes brought from one system to another. @throws OutputError "crs_area" where PROJ has no
/// answer.
TableShapes reprojected(TableShapes shapes, const CoordinateSystem& from,
                        const CoordinateSystem& to);

enum class TableFormat : std::uint8_t { geopackage, geojson, flatgeobuf, csv, json };

/// By the ending of the name: .gpkg, .geojson, .fgb, .csv, .json (rows without shapes).
/// @throws OutputError "output_format" for any other; the detail lists those there are.
TableFormat table_format(const std::filesystem::path& path);

/// Writes a file as far as a table can be kept in it: only a GeoPackage holds several, the aliases
/// too; a CSV (commas, decimal points, LF) has the coordinates of points as columns x and y and its
/// label in `<path>.label.txt`; in FlatGeobuf the layer's name ends in "_internal", for it keeps no
/// description, and the rows follow its index. Rows stay in order elsewhere. No value is null, an
/// empty cell in CSV. Equal tables give equal bytes.
///
/// A text cell a spreadsheet could take for a formula gets an apostrophe before it in CSV.
///
/// @throws OutputError "one_table" for more than one where one fits, "no_space", ...
void write_feature_tables(const std::filesystem::path& path, std::span<const FeatureTable> tables,
                          const Control& control = {});

/// What a raster says of itself besides its cells.
struct RasterText {
  std::string description;
  std::string unit;
  std::string label;  ///< As of a table; the item CLASSIFICATION of the file's metadata.
};

/// Cloud-optimised GeoTIFF as write_geotiff() makes it, in any system or none.
void write_raster(const std::filesystem::path& path, const Grid<double>& grid,
                  const CoordinateSystem& system, const RasterText& text);

/// A result that appears whole or not at all: written in a hidden directory beside the target,
/// which nobody else may enter, and moved there with mode 0600 by publish().
class PrivateFile {
 public:
  /// @param inputs files the target must not be.
  /// @throws OutputError "output_is_input", "output_exists" (and `overwrite` is false),
  ///         "no_permission", ...
  PrivateFile(std::filesystem::path target, std::span<const std::string> inputs, bool overwrite);
  PrivateFile(const PrivateFile&) = delete;
  PrivateFile& operator=(const PrivateFile&) = delete;
  ~PrivateFile();  ///< Removes what was not published.

  /// Where to write. Files beside it whose names begin with its name are moved too.
  std::filesystem::path path() const { return directory_ / target_.filename(); }
  void publish();

 private:
  std::filesystem::path target_;
  std::filesystem::path directory_;
};

}  // namespace rawan::io
