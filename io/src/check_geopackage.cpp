#include "geopackage_parts.h"
#include "one_ahead.h"
#include "output_file.h"
#include "rawan/algorithms/parallel.h"
#include "shape_box.h"
#include "sqlite_file.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <type_traits>
#include <vector>

namespace rawan::io {
namespace {

// --- shapes as they must lie in the file: OGC 12-128r14, 2.1.3, well-known binary ----------------

static_assert(std::endian::native == std::endian::little);

template <class T>
void put(std::string& bytes, T value) {
  std::array<char, sizeof(T)> raw{};
  std::memcpy(raw.data(), &value, sizeof(T));
  bytes.append(raw.data(), raw.size());
}

void put_header(std::string& bytes, std::uint32_t type) {
  bytes += '\x01';
  put(bytes, type);
}

void put_count(std::string& bytes, std::size_t count) {
  put(bytes, static_cast<std::uint32_t>(count));
}

void put_position(std::string& bytes, GeoPoint p) {
  put(bytes, p.lon);
  put(bytes, p.lat);
}

void put_ring(std::string& bytes, const GeoRing& ring) {
  const bool closed = ring.front() == ring.back();
  put_count(bytes, ring.size() + (closed ? 0 : 1));
  for (const GeoPoint p : ring) put_position(bytes, p);
  if (!closed) put_position(bytes, ring.front());
}

std::string binary(GeoPoint point) {
  std::string bytes;
  put_header(bytes, 1);
  put_position(bytes, point);
  return bytes;
}

std::string binary(const GeoLine& line) {
  std::string bytes;
  put_header(bytes, 2);
  put_count(bytes, line.size());
  for (const GeoPoint p : line) put_position(bytes, p);
  return bytes;
}

std::string binary(const GeoArea& area) {
  std::string bytes;
  put_header(bytes, 6);
  put_count(bytes, area.size());
  for (const GeoPart& part : area) {
    put_header(bytes, 3);
    put_count(bytes, 1 + part.holes.size());
    put_ring(bytes, part.outer);
    for (const GeoRing& hole : part.holes) put_ring(bytes, hole);
  }
  return bytes;
}

bool is_empty(GeoPoint /*point*/) {
  return false;
}
template <class T>
bool is_empty(const std::vector<T>& shape) {
  return shape.empty();
}

/// What a GeoPackage puts before the binary: mark, version, what follows, system, and the box.
std::string head_of(GeoPoint /*point*/) {
  std::string bytes{'G', 'P', 0, 1};
  put(bytes, std::int32_t{4326});
  return bytes;
}
template <class T>
std::string head_of(const std::vector<T>& shape) {
  std::string bytes{'G', 'P', 0, 3};
  put(bytes, std::int32_t{4326});
  const GeoBox box = box_of(shape);
  for (const double edge : {box.low.lon, box.high.lon, box.low.lat, box.high.lat}) put(bytes, edge);
  return bytes;
}

bool same_shape(const SqliteRows& found, int column, const Shapes& shapes, std::size_t row) {
  return std::visit(
      [&](const auto& list) {
        if constexpr (std::is_same_v<std::decay_t<decltype(list)>, std::monostate>) {
          return true;
        } else {
          if (is_empty(list[row])) return found.is_null(column);
          return found.blob(column) == head_of(list[row]) + binary(list[row]);
        }
      },
      shapes);
}

// --- values -------------------------------------------------------------------------------------

bool same(const SqliteRows& found, int column, std::int64_t meant) {
  return found.integer(column) == meant;
}
bool same(const SqliteRows& found, int column, double meant) {
  return found.real(column) == meant;
}
bool same(const SqliteRows& found, int column, const std::string& meant) {
  return found.text(column) == meant;
}

bool same_value(const SqliteRows& found, int position, const Column& column, std::size_t row) {
  return std::visit(
      [&](const auto& values) {
        return values[row] ? same(found, position, *values[row]) : found.is_null(position);
      },
      column.values);
}

/// @param fid meant.
bool same_row(const SqliteRows& found, const Layer& layer, std::size_t row, std::int64_t fid) {
  const int columns = static_cast<int>(layer.columns.size());
  for (int c = 0; c < columns; ++c) {
    if (!same_value(found, c + 1, layer.columns[static_cast<std::size_t>(c)], row)) return false;
  }
  return found.integer(0) == fid && same_shape(found, columns + 1, layer.shapes, row);
}

std::string selection(const Layer& layer) {
  std::string sql = "SELECT fid";
  for (const Column& column : layer.columns) sql += ", \"" + column.name + "\"";
  if (has_shapes(layer)) sql += std::string(", ") + kGeometryColumn;
  return sql + " FROM \"" + layer.name + "\" ORDER BY fid";
}

// --- the rest -----------------------------------------------------------------------------------

bool is_registered(const SqliteFile& file, const Layer& layer, std::size_t rows) {
  SqliteRows found = file.rows(
      "SELECT identifier, description, data_type, last_change, feature_count FROM gpkg_contents "
      "JOIN gpkg_ogr_contents USING (table_name) WHERE table_name = '" +
      layer.name + "'");
  return found.next() && found.text(0) == (layer.title.empty() ? layer.name : layer.title) &&
         found.text(1) == layer.description &&
         found.text(2) == (has_shapes(layer) ? "features" : "attributes") &&
         found.text(3) == kFixedTime && found.integer(4) == static_cast<std::int64_t>(rows);
}

/// What the file declares of a layer, as wide as it may be meant.
GeoBox declared_extent(const SqliteFile& file, const Layer& layer) {
  SqliteRows found =
      file.rows("SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = '" +
                layer.name + "'");
  found.next();
  constexpr double kRounding = 1e-8;  // Of a degree: an edge on the grid may be that far within.
  const auto edge = [&](int column, double outwards) {
    return found.real(column).value_or(std::nan("")) + outwards * kRounding;
  };
  return {{edge(0, -1.0), edge(1, -1.0)}, {edge(2, 1.0), edge(3, 1.0)}};
}

/// Programs that trust the declared extent must see every shape.
bool is_within(const GeoBox& extent, const Layer& layer) {
  return std::visit(
      [&](const auto& shapes) {
        if constexpr (std::is_same_v<std::decay_t<decltype(shapes)>, std::monostate>) {
          return true;
        } else {
          return std::ranges::all_of(shapes, [&](const auto& shape) {
            const GeoBox box = box_of(shape);
            return box.empty() || (extent.contains(box.low) && extent.contains(box.high));
          });
        }
      },
      layer.shapes);
}

std::int64_t shapes_in(const Layer& layer) {
  return std::visit(
      [](const auto& shapes) -> std::int64_t {
        if constexpr (std::is_same_v<std::decay_t<decltype(shapes)>, std::monostate>) {
          return 0;
        } else {
          return std::ranges::count_if(shapes, [](const auto& s) { return !is_empty(s); });
        }
      },
      layer.shapes);
}

/// What is not in the index would not be seen on a map.
bool has_index(const SqliteFile& file, const Layer& layer, std::int64_t shapes) {
  if (!has_shapes(layer)) return true;
  const std::string tree = tree_of(layer);
  return file.value("SELECT COUNT(*) FROM \"" + tree + "_rowid\"") == std::to_string(shapes) &&
         file.value("SELECT rtreecheck('" + tree + "')") == "ok" &&
         file.value("SELECT extension_name FROM gpkg_extensions WHERE table_name = '" + layer.name +
                    "' AND column_name = '" + kGeometryColumn + "'") == "gpkg_rtree_index";
}

bool has_aliases(const SqliteFile& file, const Layer& layer) {
  for (const Column& column : layer.columns) {
    if (column.alias.empty()) continue;
    const std::string found = file.value("SELECT name FROM gpkg_data_columns WHERE table_name = '" +
                                         layer.name + "' AND column_name = '" + column.name + "'");
    if (found != column.alias) return false;
  }
  return true;
}

/// The rows of a layer in the file, compared with what was meant, piece by piece.
class RowProof {
 public:
  RowProof(const SqliteFile& file, const Layer& head)
      : extent_(declared_extent(file, head)), found_(file.rows(selection(head))) {}

  void compare(const Layer& piece) {
    shapes_ += shapes_in(piece);
    same_ = same_ && is_within(extent_, piece);
    for (std::size_t row = 0; same_ && row < piece.size(); ++row) {
      same_ = found_.next() && same_row(found_, piece, row, ++rows_);
    }
  }
  /// After all pieces.
  bool is_same() { return same_ && !found_.next(); }
  std::int64_t shapes() const { return shapes_; }

 private:
  GeoBox extent_;
  SqliteRows found_;
  std::int64_t rows_ = 0;
  std::int64_t shapes_ = 0;
  bool same_ = true;
};

bool is_as_meant(const SqliteFile& file, const LayerPieces& layer) {
  const Layer& head = layer.head;
  RowProof rows(file, head);
  one_ahead(
      layer.count, layer.piece, [&](const auto& piece) { rows.compare(*piece); }, [] {});
  return rows.is_same() && is_registered(file, head, layer.rows) &&
         has_index(file, head, rows.shapes()) && has_aliases(file, head);
}

bool same_styles(const SqliteFile& file, std::span<const LayerStyle> styles) {
  if (styles.empty()) return true;
  SqliteRows found =
      file.rows("SELECT f_table_name, styleName, styleQML FROM layer_styles ORDER BY id");
  for (const LayerStyle& style : styles) {
    const bool same = found.next() && found.text(0) == style.layer && found.text(1) == style.name &&
                      found.text(2) == style.qml;
    if (!same) return false;
  }
  return !found.next();
}

bool same_project(const SqliteFile& file, const std::optional<EmbeddedProject>& project) {
  if (!project) return true;
  SqliteRows found = file.rows("SELECT name, content FROM qgis_projects");
  return found.next() && found.text(0) == project->name &&
         found.text(1) == packed_project(*project) && !found.text(1)->empty();
}

bool is_sound(const SqliteFile& file) {
  return file.value("PRAGMA integrity_check") == "ok" &&
         !file.rows("PRAGMA foreign_key_check").next() &&
         file.value("PRAGMA freelist_count") == "0" &&
         file.value("PRAGMA journal_mode") == "delete";
}

bool has_side_files(const std::string& path) {
  for (const char* suffix : {"-wal", "-shm", "-journal"}) {
    std::error_code error;
    if (std::filesystem::exists(path + suffix, error)) return true;
  }
  return false;
}

}  // namespace

void check_geopackage(const std::string& path, std::span<const LayerPieces> layers,
                      const GeoPackageOptions& options) {
  // SQLite's own proof of the file goes beside the comparison of the layers.
  bool sound = false;
  std::vector<std::uint8_t> same(layers.size(), 0);
  parallel_for(layers.size() + 1, [&](std::size_t i) {
    const SqliteFile file(path, SqliteFile::Mode::read_only);
    if (i == 0) {
      sound = is_sound(file);
    } else {
      same[i - 1] = is_as_meant(file, layers[i - 1]) ? 1 : 0;
    }
  });
  if (!sound) throw output_differs(path);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (same[i] == 0) throw output_differs(path, layers[i].head.name);
  }
  const SqliteFile file(path, SqliteFile::Mode::read_only);
  if (!same_styles(file, options.styles)) throw output_differs(path, "layer_styles");
  if (!same_project(file, options.project)) throw output_differs(path, "qgis_projects");
  if (!has_metadata(file, options.metadata)) throw output_differs(path, "gpkg_metadata");
  if (has_side_files(path)) throw OutputError("side_file", {.file = path});
}

}  // namespace rawan::io
