#include "spatial_indexes.h"

#include "geopackage_parts.h"
#include "output_file.h"
#include "shape_box.h"
#include "sqlite_file.h"

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace rawan::io {
namespace {

void insert(SqliteRows& rows, std::int64_t key, std::int64_t value) {
  rows.bind(1, key).bind(2, value).next();
  rows.restart();
}

}  // namespace

std::size_t node_bytes_of(const SqliteFile& file, const Layer& layer) {
  const std::string tree = tree_of(layer);
  SqliteRows root = file.rows("SELECT length(data) FROM \"" + tree + "_node\" WHERE nodeno = 1");
  if (!root.next()) throw library_failure(tree, "GDAL made no spatial index");
  return static_cast<std::size_t>(root.integer(0).value_or(0));
}

SpatialIndex::SpatialIndex(std::size_t rows, std::size_t node_bytes)
    : room_(rows), node_bytes_(node_bytes) {}

void SpatialIndex::add(const Layer& piece) {
  std::visit(
      [&](const auto& shapes) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(shapes)>, std::monostate>) {
          boxes_.reserve(room_);
          for (const auto& shape : shapes) {
            ++rows_;
            const GeoBox box = box_of(shape);
            if (box.empty()) continue;
            boxes_.push_back(boxed(rows_, box));
            extend(box_, box);
          }
        }
      },
      piece.shapes);
}

void SpatialIndex::pack() {
  if (!box_.empty()) tree_.emplace(std::exchange(boxes_, {}), node_bytes_);
}

void SpatialIndex::write(const SqliteFile& file, const Layer& layer) const {
  const std::string tree = tree_of(layer);
  SqliteRows nodes = file.rows("REPLACE INTO \"" + tree + "_node\" VALUES (?1, ?2)");
  SqliteRows parents = file.rows("INSERT INTO \"" + tree + "_parent\" VALUES (?1, ?2)");
  SqliteRows leaves = file.rows("INSERT INTO \"" + tree + "_rowid\" VALUES (?1, ?2)");
  tree_.value().each_node([&](std::int64_t number, std::string_view bytes, std::int64_t parent) {
    nodes.bind(1, number).bind_kept_blob(2, bytes).next();
    nodes.restart();
    if (parent != 0) insert(parents, number, parent);
  });
  tree_.value().each_row([&](std::int64_t row, std::int64_t node) { insert(leaves, row, node); });
}

}  // namespace rawan::io
