#include "packed_tree.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <span>
#include <tuple>
#include <utility>

namespace rawan::io {
namespace {

constexpr std::size_t kHeaderBytes = 4;
constexpr std::size_t kCellBytes = 24;

struct Box {
  float west = 0.0F;
  float east = 0.0F;
  float south = 0.0F;
  float north = 0.0F;
};

/// A row, or a node of the level below.
struct Entry {
  std::int64_t id = 0;
  Box box;
};

float rounded_down(double value) {
  const auto near = static_cast<float>(value);
  constexpr float kLeast = -std::numeric_limits<float>::infinity();
  return static_cast<double>(near) > value ? std::nextafter(near, kLeast) : near;
}

float rounded_up(double value) {
  return -rounded_down(-value);
}

Box rounded(const GeoBox& box) {
  return {.west = rounded_down(box.low.lon),
          .east = rounded_up(box.high.lon),
          .south = rounded_down(box.low.lat),
          .north = rounded_up(box.high.lat)};
}

/// How many entries a node has room for.
std::size_t capacity_of(std::size_t node_bytes) {
  return (node_bytes - kHeaderBytes) / kCellBytes;
}

/// A tree of nothing has its root.
std::size_t nodes_for(std::size_t entries, std::size_t capacity) {
  return std::max<std::size_t>(1, (entries + capacity - 1) / capacity);
}

/// Orders entries so that each run of `capacity` lies in one tile: by longitude in slices of whole
/// nodes, as many as a slice has nodes, and by latitude within a slice.
void order_in_tiles(std::vector<Entry>& entries, std::size_t capacity) {
  const std::size_t nodes = nodes_for(entries.size(), capacity);
  const auto slices = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(nodes))));
  const std::size_t step = nodes_for(nodes, slices) * capacity;
  std::ranges::sort(entries, {},
                    [](const Entry& e) { return std::tuple(e.box.west + e.box.east, e.id); });
  for (std::size_t from = 0; from < entries.size(); from += step) {
    const std::size_t count = std::min(step, entries.size() - from);
    std::ranges::sort(std::span(entries).subspan(from, count), {},
                      [](const Entry& e) { return std::tuple(e.box.south + e.box.north, e.id); });
  }
}

std::span<const Entry> entries_of(const std::vector<Entry>& level, std::size_t node,
                                  std::size_t capacity) {
  const std::size_t from = node * capacity;
  return std::span(level).subspan(from, std::min(capacity, level.size() - from));
}

Box box_around(std::span<const Entry> entries) {
  Box all = entries.front().box;
  for (const Entry& e : entries) {
    all.west = std::min(all.west, e.box.west);
    all.east = std::max(all.east, e.box.east);
    all.south = std::min(all.south, e.box.south);
    all.north = std::max(all.north, e.box.north);
  }
  return all;
}

/// The entries of each level, in the order of its nodes; rows first, the root's last.
std::vector<std::vector<Entry>> levels_of(std::vector<Entry> rows, std::size_t capacity) {
  std::vector<std::vector<Entry>> levels{std::move(rows)};
  while (true) {
    order_in_tiles(levels.back(), capacity);
    if (levels.back().size() <= capacity) return levels;
    std::vector<Entry> above(nodes_for(levels.back().size(), capacity));
    for (std::size_t n = 0; n < above.size(); ++n) {
      above[n] = {.id = static_cast<std::int64_t>(n),
                  .box = box_around(entries_of(levels.back(), n, capacity))};
    }
    levels.push_back(std::move(above));
  }
}

/// Most significant byte first.
template <class Unsigned>
void append(std::string& bytes, Unsigned value) {
  for (std::size_t left = sizeof(value); left > 0; --left) {
    bytes += static_cast<char>(static_cast<unsigned char>(value >> (8 * (left - 1))));
  }
}

void append(std::string& bytes, const Box& box) {
  for (const float side : {box.west, box.east, box.south, box.north}) {
    append(bytes, std::bit_cast<std::uint32_t>(side));
  }
}

/// Writes the nodes of a level after those of the levels above. `first_below` is the number of the
/// first node of the level below; 0 where rows are.
void add_nodes(PackedTree& tree, const std::vector<Entry>& level, std::size_t depth,
               std::int64_t first_below, std::size_t node_bytes) {
  const std::size_t capacity = capacity_of(node_bytes);
  for (std::size_t n = 0; n < nodes_for(level.size(), capacity); ++n) {
    const auto entries = entries_of(level, n, capacity);
    const auto number = static_cast<std::int64_t>(tree.node.size()) + 1;
    std::string bytes;
    bytes.reserve(node_bytes);
    // Only the root says how many levels there are below it.
    append(bytes, static_cast<std::uint16_t>(number == 1 ? depth : 0));
    append(bytes, static_cast<std::uint16_t>(entries.size()));
    for (const Entry& e : entries) {
      append(bytes, static_cast<std::uint64_t>(first_below + e.id));
      append(bytes, e.box);
      if (depth == 0) {
        tree.leaf.push_back({.row = e.id, .node = number});
      } else {
        tree.parent[static_cast<std::size_t>(first_below + e.id) - 1] = number;
      }
    }
    bytes.resize(node_bytes, '\0');
    tree.node.push_back(std::move(bytes));
  }
}

}  // namespace

PackedTree pack_tree(const std::vector<BoxedRow>& rows, std::size_t node_bytes) {
  expects(node_bytes >= kHeaderBytes + 2 * kCellBytes, "a node has room for two boxes");
  const std::size_t capacity = capacity_of(node_bytes);
  std::vector<Entry> entries;
  entries.reserve(rows.size());
  for (const BoxedRow& r : rows) entries.push_back({.id = r.row, .box = rounded(r.box)});
  const auto levels = levels_of(std::move(entries), capacity);
  std::size_t count = 0;
  for (const auto& level : levels) count += nodes_for(level.size(), capacity);
  PackedTree tree{.node = {}, .parent = std::vector<std::int64_t>(count, 0), .leaf = {}};
  tree.leaf.reserve(rows.size());
  for (std::size_t depth = levels.size(); depth-- > 0;) {
    const std::size_t known = tree.node.size() + nodes_for(levels[depth].size(), capacity);
    add_nodes(tree, levels[depth], depth, depth == 0 ? 0 : static_cast<std::int64_t>(known) + 1,
              node_bytes);
  }
  std::ranges::sort(tree.leaf, {}, &PackedTree::Leaf::row);
  return tree;
}

}  // namespace rawan::io
