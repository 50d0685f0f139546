#pragma once

#include "packed_tree.h"
#include "rawan/io/layer.h"

#include <cstddef>

namespace rawan::io {

class SqliteFile;

/// The spatial index of a layer, nodes packed; what has no shape is not in it.
struct SpatialIndex {
  PackedTree tree;
  GeoBox box;  ///< Of all shapes.
};

/// @param node_bytes as node_bytes_of() tells.
SpatialIndex index_of(const Layer& layer, std::size_t node_bytes);

/// The bytes of a node of the index that GDAL made of an empty layer. @throws OutputError
std::size_t node_bytes_of(const SqliteFile& file, const Layer& layer);

/// Writes the tables behind that index. @throws OutputError
void write_index(const SqliteFile& file, const Layer& layer, const PackedTree& tree);

}  // namespace rawan::io
