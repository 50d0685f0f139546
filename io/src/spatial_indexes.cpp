#include "spatial_indexes.h"

#include "gdal_session.h"
#include "geopackage_parts.h"
#include "output_file.h"
#include "packed_tree.h"
#include "sqlite_file.h"

#include <ogrsf_frmts.h>

#include <algorithm>
#include <string>
#include <type_traits>
#include <vector>

namespace rawan::io {
namespace {

GeoBox box_of(std::span<const GeoPoint> points) {
  GeoBox box;
  for (const GeoPoint p : points) box.extend(p);
  return box;
}
GeoBox box_of(const GeoPoint& point) {
  return box_of(std::span(&point, 1));
}
GeoBox box_of(const GeoArea& area) {
  return bounding_box(area);
}

/// What has no shape is in no tree.
std::vector<BoxedRow> boxes_of(const Layer& layer) {
  std::vector<BoxedRow> boxes;
  std::visit(
      [&](const auto& shapes) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(shapes)>, std::monostate>) {
          boxes.reserve(shapes.size());
          for (std::size_t row = 0; row < shapes.size(); ++row) {
            const GeoBox box = box_of(shapes[row]);
            if (!box.empty()) boxes.push_back({static_cast<std::int64_t>(row) + 1, box});
          }
        }
      },
      layer.shapes);
  return boxes;
}

/// The bytes that the module gave to the root of an empty tree.
std::size_t node_bytes_of(const SqliteFile& file, const std::string& tree) {
  SqliteRows root =
      file.rows("SELECT length(data) FROM main.\"" + tree + "_node\" WHERE nodeno = 1");
  root.next();
  return static_cast<std::size_t>(root.integer(0).value_or(0));
}

void insert(SqliteRows& rows, std::int64_t key, std::int64_t value) {
  rows.bind(1, key).bind(2, value).next();
  rows.restart();
}

/// Writes the tables behind the tree itself.
void fill_tree(const SqliteFile& file, const Layer& layer) {
  const std::string tree = tree_of(layer);
  const PackedTree packed = pack_tree(boxes_of(layer), node_bytes_of(file, tree));
  SqliteRows nodes = file.rows("REPLACE INTO main.\"" + tree + "_node\" VALUES (?1, ?2)");
  SqliteRows parents = file.rows("INSERT INTO main.\"" + tree + "_parent\" VALUES (?1, ?2)");
  SqliteRows leaves = file.rows("INSERT INTO main.\"" + tree + "_rowid\" VALUES (?1, ?2)");
  for (std::size_t n = 0; n < packed.node.size(); ++n) {
    const auto number = static_cast<std::int64_t>(n) + 1;
    nodes.bind(1, number).bind_blob(2, packed.node[n]).next();
    nodes.restart();
    if (packed.parent[n] != 0) insert(parents, number, packed.parent[n]);
  }
  for (const PackedTree::Leaf& leaf : packed.leaf) insert(leaves, leaf.row, leaf.node);
}

/// Runs the statements that made something in the other file. @throws OutputError where it has
/// none.
void repeat_schema(const SqliteFile& file, const char* what, const std::string& name) {
  SqliteRows made =
      file.rows("SELECT sql FROM made.sqlite_master WHERE " + std::string(what) + " ORDER BY name");
  made.bind(1, name);
  std::vector<std::string> statements;
  while (made.next()) statements.emplace_back(made.text(0).value_or(""));
  if (statements.empty()) throw library_failure(name, "GDAL made no spatial index");
  for (const std::string& statement : statements) file.run(statement);
}

void add_tree(const SqliteFile& file, const Layer& layer) {
  repeat_schema(file, "type = 'table' AND name = ?1", tree_of(layer));
  fill_tree(file, layer);
  repeat_schema(file, "type = 'trigger' AND name LIKE 'rtree_%' AND tbl_name = ?1", layer.name);
  file.rows(
          "INSERT INTO main.gpkg_extensions SELECT * FROM made.gpkg_extensions"
          " WHERE table_name = ?1")
      .bind(1, layer.name)
      .next();
}

/// A GeoPackage whose layers hold nothing, with the indexes that GDAL makes of them.
void make_empty_layers(const std::filesystem::path& path, std::span<const Layer> layers) {
  clear_target(path);
  const WriterSettings settings;
  const GdalErrors errors;
  GDALDatasetUniquePtr dataset = create_vector(path, "GPKG", errors);
  for (const Layer& layer : layers) {
    if (has_shapes(layer)) create_layer(*dataset, layer, true);
  }
  dataset.reset();
  errors.expect_written(path);
}

}  // namespace

void add_spatial_indexes(const SqliteFile& file, const std::filesystem::path& scratch,
                         std::span<const Layer> layers) {
  if (std::ranges::none_of(layers, has_shapes)) return;
  make_empty_layers(scratch, layers);
  file.rows("ATTACH ?1 AS made").bind(1, scratch.string()).next();
  file.run("BEGIN");
  if (file.value("SELECT 1 FROM main.sqlite_master WHERE name = 'gpkg_extensions'").empty()) {
    repeat_schema(file, "type = 'table' AND name = ?1", "gpkg_extensions");
  }
  for (const Layer& layer : layers) {
    if (has_shapes(layer)) add_tree(file, layer);
  }
  file.run("COMMIT; DETACH made");
  clear_target(scratch);
}

}  // namespace rawan::io
