#include "spatial_indexes.h"

#include "geopackage_parts.h"
#include "output_file.h"
#include "sqlite_file.h"

#include <string>
#include <type_traits>
#include <vector>

namespace rawan::io {
namespace {

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

void insert(SqliteRows& rows, std::int64_t key, std::int64_t value) {
  rows.bind(1, key).bind(2, value).next();
  rows.restart();
}

}  // namespace

SpatialIndex index_of(const Layer& layer, std::size_t node_bytes) {
  const std::vector<BoxedRow> boxes = boxes_of(layer);
  SpatialIndex index{.tree = pack_tree(boxes, node_bytes), .box = {}};
  for (const BoxedRow& row : boxes) {
    index.box.extend(row.box.low);
    index.box.extend(row.box.high);
  }
  return index;
}

std::size_t node_bytes_of(const SqliteFile& file, const Layer& layer) {
  const std::string tree = tree_of(layer);
  SqliteRows root = file.rows("SELECT length(data) FROM \"" + tree + "_node\" WHERE nodeno = 1");
  if (!root.next()) throw library_failure(tree, "GDAL made no spatial index");
  return static_cast<std::size_t>(root.integer(0).value_or(0));
}

void write_index(const SqliteFile& file, const Layer& layer, const PackedTree& packed) {
  const std::string tree = tree_of(layer);
  SqliteRows nodes = file.rows("REPLACE INTO \"" + tree + "_node\" VALUES (?1, ?2)");
  SqliteRows parents = file.rows("INSERT INTO \"" + tree + "_parent\" VALUES (?1, ?2)");
  SqliteRows leaves = file.rows("INSERT INTO \"" + tree + "_rowid\" VALUES (?1, ?2)");
  for (std::size_t n = 0; n < packed.node.size(); ++n) {
    const auto number = static_cast<std::int64_t>(n) + 1;
    nodes.bind(1, number).bind_kept_blob(2, packed.node[n]).next();
    nodes.restart();
    if (packed.parent[n] != 0) insert(parents, number, packed.parent[n]);
  }
  for (const PackedTree::Leaf& leaf : packed.leaf) insert(leaves, leaf.row, leaf.node);
}

}  // namespace rawan::io
