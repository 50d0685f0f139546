#include "gdal_session.h"
#include "geopackage_parts.h"
#include "geopackage_rows.h"
#include "layer_check.h"
#include "output_file.h"
#include "rawan/algorithms/contract.h"
#include "rawan/io/writers.h"
#include "sqlite_file.h"

#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <set>

namespace rawan::io {
namespace {

void check_aliases(const Layer& layer) {
  std::set<std::string_view> aliases;
  for (const Column& column : layer.columns) {
    expects(column.alias.empty() || aliases.insert(column.alias).second,
            "aliases of a layer differ");
  }
}

void check(std::span<const LayerPieces> layers, const GeoPackageOptions& options) {
  std::set<std::string_view> names;
  std::set<std::string_view> titles;
  for (const LayerPieces& pieces : layers) {
    const Layer& layer = pieces.head;
    check_layer(layer);
    check_aliases(layer);
    expects(names.insert(layer.name).second, "layers differ in name");
    expects(titles.insert(layer.title.empty() ? layer.name : layer.title).second,
            "layers differ in title");
  }
  for (const LayerStyle& style : options.styles) {
    expects(names.contains(style.layer), "a style belongs to a layer");
  }
}

OGRFieldType type_of(const Column& column) {
  if (column.kind == Column::Kind::date) return OFTDate;
  if (column.kind == Column::Kind::boolean) return OFTInteger;
  constexpr std::array<OGRFieldType, 3> kTypes{OFTInteger64, OFTReal, OFTString};
  return kTypes[column.values.index()];
}

void add_field(OGRLayer& layer, const Column& column) {
  OGRFieldDefn field(column.name.c_str(), type_of(column));
  if (column.kind == Column::Kind::boolean) field.SetSubType(OFSTBoolean);
  note_result(layer.CreateField(&field));
}

/// GDAL would put off making the table, and the order of layers would be another.
void add_table(GDALDataset& dataset, const Layer& layer) {
  OGRLayer* table = create_layer(dataset, layer);
  if (table == nullptr) return;
  for (const Column& column : layer.columns) add_field(*table, column);
  note_result(table->SyncToDisk());
}

/// GDAL tells failures while closing by its error handler only.
void make_tables(const std::string& path, std::span<const LayerPieces> layers,
                 std::span<const LayerStyle> styles) {
  const WriterSettings settings;
  const GdalErrors errors;
  GDALDatasetUniquePtr dataset = create_vector(path, "GPKG", errors);
  note_result(dataset->StartTransaction());
  for (const LayerPieces& layer : layers) add_table(*dataset, layer.head);
  if (!styles.empty() && !errors.failed()) add_styles(*dataset, layers, styles);
  note_result(dataset->CommitTransaction());
  dataset.reset();
  errors.expect_written(path);
}

/// Takes the triggers away and rebuilds the file, which is small yet: nothing that was deleted from
/// it is left in a page, and no page is unused. From here on nothing is deleted.
/// @return what makes the triggers again.
std::vector<std::string> make_ready(const std::string& path) {
  const std::string rebuilt = path + ".rebuilt";
  clear_target(rebuilt);
  std::vector<std::string> triggers;
  {
    const SqliteFile file(path, SqliteFile::Mode::read_write);
    triggers = take_triggers(file);
    file.rows("VACUUM INTO ?1").bind(1, rebuilt).next();
  }
  if (std::rename(rebuilt.c_str(), path.c_str()) != 0) throw output_error(path, errno);
  return triggers;
}

/// Adds the rows and what GDAL does not know of. What stood in a row before it was changed is
/// written over.
void fill(const std::string& path, std::span<const LayerPieces> layers,
          std::span<const std::string> triggers, const GeoPackageOptions& options) {
  const SqliteFile file(path, SqliteFile::Mode::read_write);
  file.run("PRAGMA journal_mode=DELETE; PRAGMA synchronous=OFF; PRAGMA secure_delete=ON; BEGIN");
  const GdalErrors errors;
  for (const LayerPieces& layer : layers) {
    add_rows(file, layer);
    errors.expect_written(path);
  }
  for (const std::string& trigger : triggers) file.run(trigger);
  add_aliases(file, layers);
  if (options.project) add_project(file, *options.project);
  errors.expect_written(path);
  add_metadata(file, options.metadata);
  file.run("COMMIT");
}

}  // namespace

bool has_shapes(const Layer& layer) {
  return !std::holds_alternative<std::monostate>(layer.shapes);
}

void write_geopackage(const std::string& path, std::span<const Layer> layers,
                      const GeoPackageOptions& options) {
  write_geopackage(path, std::span<const LayerPieces>(pieces_of(layers)), options);
}

void write_geopackage(const std::string& path, std::span<const LayerPieces> layers,
                      const GeoPackageOptions& options) {
  check(layers, options);
  start_gdal();
  clear_target(path);
  make_tables(path, layers, options.styles);
  fill(path, layers, make_ready(path), options);
  check_geopackage(path, layers, options);
}

}  // namespace rawan::io
