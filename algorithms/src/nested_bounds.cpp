#include "nested_bounds.h"

#include <map>
#include <numeric>

namespace rawan::disclosure {
namespace {

constexpr std::uint32_t kRoot = std::numeric_limits<std::uint32_t>::max();

/// `a` less `b`, where `a` may have no end.
std::int64_t taken(std::int64_t a, std::int64_t b) {
  return a == kUnbounded ? kUnbounded : a - b;
}

}  // namespace

NestedBounds::Reach NestedBounds::leaf(bool asked) {
  return {.without = asked ? 0 : kUnbounded, .room = asked ? kUnbounded : 0};
}

NestedBounds::Reach NestedBounds::sum_of(const Reach& a, const Reach& b) {
  return {a.low + b.low,
          added(a.high, b.high),
          a.least + b.least,
          added(a.without, b.without),
          a.most_at_low + b.most_at_low,
          added(a.room, b.room)};
}

NestedBounds::Reach NestedBounds::narrowed(Reach reach, Bounds sum) {
  const std::int64_t low = std::max(reach.low, sum.low);
  const std::int64_t high = std::min(reach.high, sum.high);
  if (low > reach.without) {
    reach.least += low - reach.without;
    reach.without = low;
  }
  reach.without = std::min(reach.without, high);
  const std::int64_t gained = std::min(low - reach.low, reach.room);
  reach.most_at_low += gained;
  reach.room = std::min(taken(reach.room, gained), taken(high, low));
  reach.low = low;
  reach.high = high;
  return reach;
}

/// Makes a statement the parent of what it holds. @return false if it holds a part of something.
bool NestedBounds::add(const Statement& statement, std::vector<std::uint32_t>& top,
                       std::vector<std::uint32_t>& size) {
  const auto self = static_cast<std::uint32_t>(nodes_.size());
  Node node{.parent = kRoot, .sum = statement.sum};
  std::size_t held = 0;
  for (const std::uint32_t atom : statement.atoms) {
    std::uint32_t child = atom;
    while (top[child] != child) child = top[child] = top[top[child]];
    if (nodes_[child].parent == self) continue;
    nodes_[child].parent = self;
    node.children.push_back(child);
    held += size[child];
  }
  if (held != statement.atoms.size()) return false;
  node.unasked = {.high = 0};
  for (const std::uint32_t child : node.children) {
    top[child] = self;
    node.unasked = sum_of(node.unasked, nodes_[child].unasked);
  }
  node.unasked = narrowed(node.unasked, node.sum);
  nodes_.push_back(std::move(node));
  top.push_back(self);
  size.push_back(static_cast<std::uint32_t>(held));
  return true;
}

std::optional<NestedBounds> NestedBounds::of(std::size_t atoms,
                                             std::span<const Statement> statements) {
  NestedBounds forest;
  forest.nodes_.assign(atoms, {.parent = kRoot, .unasked = leaf(false)});
  std::vector<std::uint32_t> top(atoms);
  std::iota(top.begin(), top.end(), 0U);
  std::vector<std::uint32_t> size(atoms, 1);
  std::vector<std::uint32_t> order(statements.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return statements[i].atoms.size(); });
  for (const std::uint32_t i : order) {
    if (!forest.add(statements[i], top, size)) return std::nullopt;
  }
  return forest;
}

Bounds NestedBounds::of(std::span<const std::uint32_t> atoms) const {
  std::map<std::uint32_t, Reach> asked;  // by node: children before their parents
  for (const std::uint32_t atom : atoms) asked[atom] = leaf(true);
  Bounds total{0, 0};
  for (auto at = asked.begin(); at != asked.end(); ++at) {
    const Node& node = nodes_[at->first];
    if (!node.children.empty()) {
      Reach sum{.high = 0};
      for (const std::uint32_t child : node.children) {
        const auto found = asked.find(child);
        sum = sum_of(sum, found == asked.end() ? nodes_[child].unasked : found->second);
      }
      at->second = narrowed(sum, node.sum);
    }
    if (node.parent != kRoot) {
      asked.try_emplace(node.parent);
      continue;
    }
    total.low += at->second.least;
    total.high = added(total.high, added(at->second.most_at_low, at->second.room));
  }
  return total;
}

}  // namespace rawan::disclosure
