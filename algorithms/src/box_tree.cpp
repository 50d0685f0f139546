#include "box_tree.h"

#include <tbb/parallel_invoke.h>

#include <algorithm>

namespace rawan {
namespace {

constexpr std::uint32_t kLeaf = 8;
/// Smaller subtrees are not worth a task.
constexpr std::uint32_t kTask = 4096;

std::uint32_t leaves_for(std::uint32_t entries) {
  return (entries + kLeaf - 1) / kLeaf;
}

/// Known beforehand, so that both halves of a tree can be built at once.
std::uint32_t nodes_for(std::uint32_t entries) {
  return 2 * leaves_for(entries) - 1;
}

void extend(Box& box, const Box& by) {
  box.extend(by.low);
  box.extend(by.high);
}

}  // namespace

BoxTree::BoxTree(std::span<const Box> boxes) {
  entries_.reserve(boxes.size());
  for (std::uint32_t i = 0; i < boxes.size(); ++i) {
    if (!boxes[i].empty()) entries_.push_back({boxes[i], i});
  }
  if (entries_.empty()) return;
  const auto n = static_cast<std::uint32_t>(entries_.size());
  nodes_.resize(nodes_for(n));
  build(0, 0, n);
}

void BoxTree::build(std::uint32_t at, std::uint32_t begin, std::uint32_t end) {
  Node& node = nodes_[at];
  node = {{}, begin, end, 0};
  for (std::uint32_t i = begin; i != end; ++i) extend(node.box, entries_[i].box);
  if (end - begin <= kLeaf) return;
  const bool wide = node.box.high.x - node.box.low.x > node.box.high.y - node.box.low.y;
  const std::uint32_t middle = begin + kLeaf * (leaves_for(end - begin) / 2);
  const auto key = [wide](const Entry& e) {
    return wide ? e.box.low.x + e.box.high.x : e.box.low.y + e.box.high.y;
  };
  std::nth_element(entries_.begin() + begin, entries_.begin() + middle, entries_.begin() + end,
                   [&](const Entry& a, const Entry& b) {
                     return key(a) != key(b) ? key(a) < key(b) : a.position < b.position;
                   });
  const std::uint32_t left = at + 1;
  node.right = left + nodes_for(middle - begin);
  const std::uint32_t right = node.right;
  const auto build_left = [&] { build(left, begin, middle); };
  const auto build_right = [&] { build(right, middle, end); };
  if (end - begin >= kTask) return tbb::parallel_invoke(build_left, build_right);
  build_left();
  build_right();
}

}  // namespace rawan
