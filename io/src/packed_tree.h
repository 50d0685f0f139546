#pragma once

#include "rawan/io/geo.h"

#include <cstdint>
#include <string>
#include <vector>

/// A tree of boxes as the R*Tree module of SQLite keeps it in its tables, packed at once: put in
/// one by one, half a million boxes take as long as all else that is written of a country.
namespace rawan::io {

struct BoxedRow {
  std::int64_t row = 0;
  GeoBox box;  ///< Not empty.
};

/// The nodes of a tree: bytes and parents by number less one, the root first.
struct PackedTree {
  struct Leaf {
    std::int64_t row = 0;
    std::int64_t node = 0;
  };
  std::vector<std::string> node;
  std::vector<std::int64_t> parent;  ///< Numbers; 0 for the root.
  std::vector<Leaf> leaf;            ///< Ascending by row.
};

/// Packs boxes by "sort, tile, recurse" (Leutenegger, Lopez and Edgington 1997), O(n log n). Nodes
/// are as "The SQLite R*Tree Module" has them, with coordinates rounded outwards to single
/// precision. @param node_bytes of every node: as many as the module gave to an empty root.
PackedTree pack_tree(const std::vector<BoxedRow>& rows, std::size_t node_bytes);

}  // namespace rawan::io
