#include "geopackage_rows.h"

#include "geopackage_parts.h"
#include "ogr_shape.h"
#include "output_file.h"
#include "rawan/algorithms/parallel.h"
#include "spatial_indexes.h"
#include "sqlite_file.h"

#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

namespace rawan::io {
namespace {

static_assert(std::endian::native == std::endian::little);

/// A shape as a GeoPackage keeps it (OGC 12-128r14, 2.1.3): a header, the box of what is no point,
/// and GDAL's well-known binary.
std::string blob_of(const OGRGeometry& geometry) {
  constexpr std::int32_t kDegrees = 4326;
  constexpr char kLittleEndian = 1;
  constexpr char kWithBox = 2;
  const bool has_box = wkbFlatten(geometry.getGeometryType()) != wkbPoint;
  std::string blob{'G', 'P', 0,
                   static_cast<char>(has_box ? kLittleEndian | kWithBox : kLittleEndian)};
  const auto append = [&](const auto& values) {
    blob.append(reinterpret_cast<const char*>(&values), sizeof(values));
  };
  append(kDegrees);
  if (has_box) {
    OGREnvelope box;
    geometry.getEnvelope(&box);
    append(std::array{box.MinX, box.MaxX, box.MinY, box.MaxY});
  }
  const std::size_t head = blob.size();
  blob.resize(head + geometry.WkbSize());
  const OGRErr result = geometry.exportToWkb(
      wkbNDR, reinterpret_cast<unsigned char*>(blob.data()) + head, wkbVariantIso);
  if (result != OGRERR_NONE) throw library_failure(kGeometryColumn, "a shape was not written");
  return blob;
}

/// The shapes of some rows; nothing where a row has none.
using Blobs = std::vector<std::string>;

Blobs blobs_of(const Layer& layer, std::size_t first, std::size_t end) {
  Blobs blobs;
  std::visit(
      [&](const auto& list) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(list)>, std::monostate>) {
          for (std::size_t row = first; row < end; ++row) {
            const OGRGeometryUniquePtr geometry = to_ogr(list[row]);
            blobs.push_back(geometry->IsEmpty() ? std::string() : blob_of(*geometry));
          }
        }
      },
      layer.shapes);
  return blobs;
}

void bind_value(SqliteRows& rows, int position, const Column& column, std::size_t row) {
  std::visit(
      [&](const auto& values) {
        using Value = typename std::decay_t<decltype(values)>::value_type::value_type;
        if (!values[row]) {
          rows.bind_null(position);
        } else if constexpr (std::is_same_v<Value, std::string>) {
          rows.bind_kept(position, *values[row]);
        } else {
          rows.bind(position, *values[row]);
        }
      },
      column.values);
}

std::string insertion(const Layer& layer) {
  std::string names = "fid";
  std::string places = "?1";
  int position = 1;
  const auto add = [&](const std::string& name) {
    names += ", \"" + name + "\"";
    places += ", ?" + std::to_string(++position);
  };
  for (const Column& column : layer.columns) add(column.name);
  if (has_shapes(layer)) add(kGeometryColumn);
  return "INSERT INTO \"" + layer.name + "\" (" + names + ") VALUES (" + places + ")";
}

void insert_block(SqliteRows& rows, const Layer& layer, std::size_t first, std::size_t end,
                  const Blobs& blobs) {
  for (std::size_t row = first; row < end; ++row) {
    int position = 1;
    rows.bind(position, static_cast<std::int64_t>(row) + 1);
    for (const Column& column : layer.columns) bind_value(rows, ++position, column, row);
    if (has_shapes(layer)) {
      const std::string& blob = blobs.at(row - first);
      ++position;
      blob.empty() ? rows.bind_null(position) : rows.bind_kept_blob(position, blob);
    }
    rows.next();
    rows.restart();
  }
}

/// While a block is inserted, which one thread only can do, the shapes of the next are made.
void insert_rows(const SqliteFile& file, const Layer& layer) {
  constexpr std::size_t kBlock = 4096;
  SqliteRows rows = file.rows(insertion(layer));
  const auto end_of = [&](std::size_t first) { return std::min(layer.size(), first + kBlock); };
  Blobs blobs = blobs_of(layer, 0, end_of(0));
  for (std::size_t first = 0; first < layer.size(); first += kBlock) {
    const std::size_t end = end_of(first);
    Blobs next;
    side_by_side([&] { insert_block(rows, layer, first, end, blobs); },
                 [&] { next = blobs_of(layer, end, end_of(end)); });
    blobs = std::move(next);
  }
}

/// The box widened to whole cells of the national grid (8 seconds of arc), so that it tells no
/// position more exactly than the features do.
GeoBox snapped(const GeoBox& box) {
  constexpr double kCellsPerDegree = 450.0;
  constexpr double kOnTheGrid = 1e-6;
  const auto edge = [](double degrees, double outwards) {
    const double cells = outwards * degrees * kCellsPerDegree;
    return outwards * std::ceil(cells - kOnTheGrid) / kCellsPerDegree;
  };
  return {{edge(box.low.lon, -1.0), edge(box.low.lat, -1.0)},
          {edge(box.high.lon, 1.0), edge(box.high.lat, 1.0)}};
}

}  // namespace

std::vector<std::string> take_triggers(const SqliteFile& file) {
  std::vector<std::string> names;
  std::vector<std::string> statements;
  {
    SqliteRows triggers =
        file.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid");
    while (triggers.next()) {
      names.emplace_back(triggers.text(0).value_or(""));
      statements.emplace_back(triggers.text(1).value_or(""));
    }
  }
  for (const std::string& name : names) file.run("DROP TRIGGER \"" + name + "\"");
  return statements;
}

void add_rows(const SqliteFile& file, const Layer& layer) {
  SpatialIndex index;
  const std::size_t node_bytes = has_shapes(layer) ? node_bytes_of(file, layer) : 0;
  side_by_side([&] { insert_rows(file, layer); },
               [&] {
                 if (has_shapes(layer)) index = index_of(layer, node_bytes);
               });
  file.rows("UPDATE gpkg_ogr_contents SET feature_count = ?2 WHERE table_name = ?1")
      .bind(1, layer.name)
      .bind(2, static_cast<std::int64_t>(layer.size()))
      .next();
  if (index.box.empty()) return;
  write_index(file, layer, index.tree);
  const GeoBox told = snapped(index.box);
  file.rows(
          "UPDATE gpkg_contents SET min_x = ?2, min_y = ?3, max_x = ?4, max_y = ?5"
          " WHERE table_name = ?1")
      .bind(1, layer.name)
      .bind(2, told.low.lon)
      .bind(3, told.low.lat)
      .bind(4, told.high.lon)
      .bind(5, told.high.lat)
      .next();
}

}  // namespace rawan::io
