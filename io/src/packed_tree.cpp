#include "packed_tree.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"

#include <tbb/parallel_sort.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <tuple>
#include <utility>

namespace rawan::io {
namespace {

constexpr std::size_t kHeaderBytes = 4;
constexpr std::size_t kCellBytes = 24;

float rounded_down(double value) {
  const auto near = static_cast<float>(value);
  constexpr float kLeast = -std::numeric_limits<float>::infinity();
  return static_cast<double>(near) > value ? std::nextafter(near, kLeast) : near;
}

float rounded_up(double value) {
  return -rounded_down(-value);
}

/// How many entries a node has room for.
std::size_t capacity_of(std::size_t node_bytes) {
  expects(node_bytes >= kHeaderBytes + 2 * kCellBytes, "a node has room for two boxes");
  return (node_bytes - kHeaderBytes) / kCellBytes;
}

/// A tree of nothing has its root.
std::size_t nodes_for(std::size_t entries, std::size_t capacity) {
  return std::max<std::size_t>(1, (entries + capacity - 1) / capacity);
}

/// Orders entries so that each run of `capacity` lies in one tile: by longitude in slices of whole
/// nodes, as many as a slice has nodes, and by latitude within a slice. No two are equal in order.
void order_in_tiles(std::vector<BoxedRow>& entries, std::size_t capacity) {
  const std::size_t nodes = nodes_for(entries.size(), capacity);
  const auto slices = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(nodes))));
  const std::size_t step = nodes_for(nodes, slices) * capacity;
  tbb::parallel_sort(entries.begin(), entries.end(), [](const BoxedRow& a, const BoxedRow& b) {
    return std::tuple(a.west + a.east, a.row) < std::tuple(b.west + b.east, b.row);
  });
  parallel_for((entries.size() + step - 1) / step, [&](std::size_t slice) {
    const std::size_t from = slice * step;
    const std::size_t count = std::min(step, entries.size() - from);
    std::ranges::sort(std::span(entries).subspan(from, count), {},
                      [](const BoxedRow& e) { return std::tuple(e.south + e.north, e.row); });
  });
}

std::span<const BoxedRow> entries_of(const std::vector<BoxedRow>& level, std::size_t node,
                                     std::size_t capacity) {
  const std::size_t from = node * capacity;
  return std::span(level).subspan(from, std::min(capacity, level.size() - from));
}

BoxedRow around(std::size_t node, std::span<const BoxedRow> entries) {
  BoxedRow all = entries.front();
  all.row = static_cast<std::int64_t>(node);
  for (const BoxedRow& e : entries) {
    all.west = std::min(all.west, e.west);
    all.east = std::max(all.east, e.east);
    all.south = std::min(all.south, e.south);
    all.north = std::max(all.north, e.north);
  }
  return all;
}

/// Most significant byte first.
template <class Unsigned>
void append(std::string& bytes, Unsigned value) {
  for (std::size_t left = sizeof(value); left > 0; --left) {
    bytes += static_cast<char>(static_cast<unsigned char>(value >> (8 * (left - 1))));
  }
}

/// @param first_below the number of the first node of the level below; 0 where rows are.
void append(std::string& bytes, const BoxedRow& entry, std::int64_t first_below) {
  append(bytes, static_cast<std::uint64_t>(first_below + entry.row));
  for (const float side : {entry.west, entry.east, entry.south, entry.north}) {
    append(bytes, std::bit_cast<std::uint32_t>(side));
  }
}

}  // namespace

BoxedRow boxed(std::int64_t row, const GeoBox& box) {
  return {.row = row,
          .west = rounded_down(box.low.lon),
          .east = rounded_up(box.high.lon),
          .south = rounded_down(box.low.lat),
          .north = rounded_up(box.high.lat)};
}

PackedTree::PackedTree(std::vector<BoxedRow> rows, std::size_t node_bytes)
    : node_bytes_(node_bytes), capacity_(capacity_of(node_bytes)) {
  levels_.push_back(std::move(rows));
  while (true) {
    order_in_tiles(levels_.back(), capacity_);
    if (levels_.back().size() <= capacity_) return;
    std::vector<BoxedRow> above(nodes_for(levels_.back().size(), capacity_));
    for (std::size_t n = 0; n < above.size(); ++n) {
      above[n] = around(n, entries_of(levels_.back(), n, capacity_));
    }
    levels_.push_back(std::move(above));
  }
}

std::size_t PackedTree::nodes_at(std::size_t level) const {
  return nodes_for(levels_[level].size(), capacity_);
}

void PackedTree::each_node(const TakeNode& take) const {
  std::vector<std::int64_t> parents{0};  // Of the nodes of a level, by their place in it.
  std::int64_t number = 0;
  std::string bytes;
  for (std::size_t level = levels_.size(); level-- > 0;) {
    const std::int64_t first = number + 1;
    const std::int64_t below = level == 0 ? 0 : first + static_cast<std::int64_t>(nodes_at(level));
    std::vector<std::int64_t> children(level == 0 ? 0 : nodes_at(level - 1));
    for (std::size_t n = 0; n < nodes_at(level); ++n) {
      const auto entries = entries_of(levels_[level], n, capacity_);
      ++number;
      bytes.clear();
      // Only the root says how many levels there are below it.
      append(bytes, static_cast<std::uint16_t>(number == 1 ? level : 0));
      append(bytes, static_cast<std::uint16_t>(entries.size()));
      for (const BoxedRow& e : entries) {
        append(bytes, e, below);
        if (level > 0) children[static_cast<std::size_t>(e.row)] = number;
      }
      bytes.resize(node_bytes_, '\0');
      take(number, bytes, parents[n]);
    }
    parents = std::move(children);
  }
}

void PackedTree::each_row(const TakeRow& take) const {
  const std::vector<BoxedRow>& rows = levels_.front();
  std::int64_t first = 1;
  for (std::size_t level = 1; level < levels_.size(); ++level) {
    first += static_cast<std::int64_t>(nodes_at(level));
  }
  std::int64_t last = 0;
  for (const BoxedRow& r : rows) last = std::max(last, r.row);
  std::vector<std::int64_t> node(static_cast<std::size_t>(last) + 1, 0);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    node[static_cast<std::size_t>(rows[i].row)] = first + static_cast<std::int64_t>(i / capacity_);
  }
  for (std::size_t row = 1; row < node.size(); ++row) {
    if (node[row] != 0) take(static_cast<std::int64_t>(row), node[row]);
  }
}

}  // namespace rawan::io
