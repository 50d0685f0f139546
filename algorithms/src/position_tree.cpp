#include "position_tree.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

namespace rawan {
namespace {

constexpr std::uint32_t kLeafSize = 8;
constexpr std::size_t kDeepest = 64;  // halving 2^32 positions takes 32 levels

std::array<double, 3> axes(const Position& p) {
  return {p.x, p.y, p.z};
}

double squared_gap(const std::array<double, 3>& low, const std::array<double, 3>& high,
                   const std::array<double, 3>& center) {
  double sum = 0.0;
  for (std::size_t a = 0; a < 3; ++a) {
    const double gap = std::max({low[a] - center[a], center[a] - high[a], 0.0});
    sum += gap * gap;
  }
  return sum;
}

double squared_distance(const Position& a, const Position& b) {
  const double dx = a.x - b.x;
  const double dy = a.y - b.y;
  const double dz = a.z - b.z;
  return dx * dx + dy * dy + dz * dz;
}

}  // namespace

PositionTree::PositionTree(std::span<const Position> positions) : order_(positions.size()) {
  expects(positions.size() < std::numeric_limits<std::uint32_t>::max(),
          "fewer than 2^32 positions");
  for (const Position& p : positions) {
    expects(std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z),
            "coordinates must be finite");
  }
  std::iota(order_.begin(), order_.end(), 0U);
  if (!positions.empty()) build(positions, 0, static_cast<std::uint32_t>(positions.size()));
  positions_.reserve(positions.size());
  for (const std::uint32_t i : order_) positions_.push_back(positions[i]);
}

PositionTree::Node PositionTree::bounds(std::span<const Position> positions, std::uint32_t begin,
                                        std::uint32_t end) const {
  Node node{axes(positions[order_[begin]]), axes(positions[order_[begin]]), begin, end, 0};
  for (std::uint32_t slot = begin; slot != end; ++slot) {
    const auto p = axes(positions[order_[slot]]);
    for (std::size_t a = 0; a < 3; ++a) {
      node.low[a] = std::min(node.low[a], p[a]);
      node.high[a] = std::max(node.high[a], p[a]);
    }
  }
  return node;
}

std::uint32_t PositionTree::build(std::span<const Position> positions, std::uint32_t begin,
                                  std::uint32_t end) {
  const auto at = static_cast<std::uint32_t>(nodes_.size());
  const Node node = bounds(positions, begin, end);
  nodes_.push_back(node);
  const std::span<std::uint32_t> mine(&order_[begin], end - begin);
  if (end - begin <= kLeafSize) {
    std::ranges::sort(mine, {}, [&](std::uint32_t i) { return std::tuple(positions[i], i); });
    return at;
  }
  std::size_t longest = 0;
  for (std::size_t a = 1; a < 3; ++a) {
    if (node.high[a] - node.low[a] > node.high[longest] - node.low[longest]) longest = a;
  }
  const std::uint32_t half = (end - begin) / 2;
  std::ranges::nth_element(mine, mine.begin() + half, {}, [&](std::uint32_t i) {
    return std::tuple(axes(positions[i])[longest], positions[i], i);
  });
  build(positions, begin, begin + half);
  const std::uint32_t right = build(positions, begin + half, end);
  nodes_[at].right = right;
  return at;
}

void PositionTree::within(const Position& center, double squared_radius,
                          std::vector<Found>& found) const {
  if (nodes_.empty()) return;
  const auto middle = axes(center);
  std::array<std::uint32_t, kDeepest> pending{0};
  std::size_t waiting = 1;
  while (waiting > 0) {
    const std::uint32_t at = pending[--waiting];
    const Node& node = nodes_[at];
    if (squared_gap(node.low, node.high, middle) > squared_radius) continue;
    if (node.right != 0) {
      pending[waiting++] = node.right;
      pending[waiting++] = at + 1;
      continue;
    }
    for (std::uint32_t slot = node.begin; slot != node.end; ++slot) {
      const double d = squared_distance(positions_[slot], center);
      if (d <= squared_radius) found.push_back({d, order_[slot]});
    }
  }
}

double PositionTree::squared_extent() const {
  if (nodes_.empty()) return 0.0;
  return squared_gap(nodes_[0].low, nodes_[0].low, nodes_[0].high);
}

}  // namespace rawan
