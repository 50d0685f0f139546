#pragma once

#include "packed_tree.h"
#include "rawan/io/layer.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace rawan::io {

class SqliteFile;

/// The bytes of a node of the index that GDAL made of an empty layer. @throws OutputError
std::size_t node_bytes_of(const SqliteFile& file, const Layer& layer);

/// The spatial index of a layer, nodes packed; what has no shape is not in it.
class SpatialIndex {
 public:
  /// @param rows of the layer. @param node_bytes as node_bytes_of() tells.
  SpatialIndex(std::size_t rows, std::size_t node_bytes);

  /// Takes the next rows of the layer.
  void add(const Layer& piece);
  /// Of all shapes so far.
  const GeoBox& box() const { return box_; }

  /// All rows were added.
  void pack();
  /// Writes the tables behind the index of a layer, after it was packed. @throws OutputError
  void write(const SqliteFile& file, const Layer& layer) const;

 private:
  std::size_t room_;
  std::size_t node_bytes_;
  std::int64_t rows_ = 0;
  std::vector<BoxedRow> boxes_;
  GeoBox box_;
  std::optional<PackedTree> tree_;
};

}  // namespace rawan::io
