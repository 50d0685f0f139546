#pragma once

#include "rawan/io/geo.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

/// A tree of boxes as the R*Tree module of SQLite keeps it in its tables, packed at once: put in
/// one by one, half a million boxes take as long as all else that is written of a country.
namespace rawan::io {

/// A row and its box, with coordinates rounded outwards to single precision, as the module has
/// them: a country has tens of millions.
struct BoxedRow {
  std::int64_t row = 0;  ///< From 1.
  float west = 0.0F;
  float east = 0.0F;
  float south = 0.0F;
  float north = 0.0F;
};

/// @param box not empty.
BoxedRow boxed(std::int64_t row, const GeoBox& box);

/// Boxes packed by "sort, tile, recurse" (Leutenegger, Lopez and Edgington 1997), O(n log n).
class PackedTree {
 public:
  /// @param node_bytes of every node: as many as the module gave to an empty root.
  PackedTree(std::vector<BoxedRow> rows, std::size_t node_bytes);

  /// Gives the nodes by their numbers, the root, 1, first: bytes as "The SQLite R*Tree Module" has
  /// them, good until the next, and the number of the parent; 0 for the root.
  using TakeNode =
      std::function<void(std::int64_t number, std::string_view bytes, std::int64_t parent)>;
  void each_node(const TakeNode& take) const;

  /// Gives the rows, ascending, with the numbers of their nodes.
  using TakeRow = std::function<void(std::int64_t row, std::int64_t node)>;
  void each_row(const TakeRow& take) const;

 private:
  std::size_t nodes_at(std::size_t level) const;

  std::size_t node_bytes_;
  std::size_t capacity_;  ///< Of a node, in entries.
  /// The entries of each level in the order of its nodes: the rows, then nodes of the level below
  /// by their place in it, at last the root's.
  std::vector<std::vector<BoxedRow>> levels_;
};

}  // namespace rawan::io
