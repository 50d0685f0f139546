#include "geopackage_rows.h"

#include "geopackage_parts.h"
#include "layer_check.h"
#include "ogr_shape.h"
#include "one_ahead.h"
#include "output_file.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "spatial_indexes.h"
#include "sqlite_file.h"

#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <memory>
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

/// A piece on its way into the file, with the shapes of its first block.
struct Fetched {
  std::shared_ptr<const Layer> piece;
  Blobs blobs;
};

constexpr std::size_t kBlock = 4096;

std::size_t end_of_block(const Layer& piece, std::size_t first) {
  return std::min(piece.size(), first + kBlock);
}

/// Puts the rows of a layer into its table, piece after piece.
class RowInserter {
 public:
  RowInserter(const SqliteFile& file, const Layer& head)
      : spatial_(has_shapes(head)), rows_(file.rows(insertion(head))) {}

  /// While a block is inserted, which one thread only can do, the shapes of the next are made.
  void insert(const Layer& piece, Blobs blobs) {
    for (std::size_t first = 0; first < piece.size(); first += kBlock) {
      const std::size_t end = end_of_block(piece, first);
      Blobs next;
      side_by_side([&] { insert_block(piece, first, end, blobs); },
                   [&] { next = blobs_of(piece, end, end_of_block(piece, end)); });
      blobs = std::move(next);
    }
  }

  std::int64_t inserted() const { return inserted_; }

 private:
  void insert_block(const Layer& piece, std::size_t first, std::size_t end, const Blobs& blobs) {
    for (std::size_t row = first; row < end; ++row) {
      int position = 1;
      rows_.bind(position, ++inserted_);
      for (const Column& column : piece.columns) bind_value(rows_, ++position, column, row);
      if (spatial_) {
        const std::string& blob = blobs.at(row - first);
        ++position;
        blob.empty() ? rows_.bind_null(position) : rows_.bind_kept_blob(position, blob);
      }
      rows_.next();
      rows_.restart();
    }
  }

  bool spatial_;
  SqliteRows rows_;
  std::int64_t inserted_ = 0;
};

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

void add_rows(const SqliteFile& file, const LayerPieces& layer) {
  const bool spatial = has_shapes(layer.head);
  SpatialIndex index(layer.rows, spatial ? node_bytes_of(file, layer.head) : 0);
  RowInserter rows(file, layer.head);
  one_ahead(
      layer.count,
      [&](std::size_t i) {
        Fetched fetched{.piece = layer.piece(i), .blobs = {}};
        check_piece(*fetched.piece, layer.head);
        index.add(*fetched.piece);
        fetched.blobs = blobs_of(*fetched.piece, 0, end_of_block(*fetched.piece, 0));
        return fetched;
      },
      [&](Fetched& fetched) { rows.insert(*fetched.piece, std::move(fetched.blobs)); },
      [&] { index.pack(); });
  expects(rows.inserted() == static_cast<std::int64_t>(layer.rows), "pieces have all rows");
  file.rows("UPDATE gpkg_ogr_contents SET feature_count = ?2 WHERE table_name = ?1")
      .bind(1, layer.head.name)
      .bind(2, rows.inserted())
      .next();
  if (index.box().empty()) return;
  index.write(file, layer.head);
  const GeoBox told = snapped(index.box());
  file.rows(
          "UPDATE gpkg_contents SET min_x = ?2, min_y = ?3, max_x = ?4, max_y = ?5"
          " WHERE table_name = ?1")
      .bind(1, layer.head.name)
      .bind(2, told.low.lon)
      .bind(3, told.low.lat)
      .bind(4, told.high.lon)
      .bind(5, told.high.lat)
      .next();
}

}  // namespace rawan::io
