#include "bucket_tree.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"

#include <cmath>
#include <limits>

namespace rawan {
namespace {

constexpr std::uint32_t kSerial = 20'000;  // points a thread takes alone

}  // namespace

struct BucketTree::Item {
  Point point;
  std::uint32_t position = 0;
};

BucketTree::BucketTree(std::span<const Point> points) {
  expects(points.size() < std::numeric_limits<std::uint32_t>::max(), "fewer than 2^32 points");
  for (const Point p : points) {
    expects(std::isfinite(p.x) && std::isfinite(p.y), "coordinates must be finite");
  }
  if (points.empty()) return;
  std::vector<Item> items(points.size());
  for (std::uint32_t i = 0; i < items.size(); ++i) items[i] = {points[i], i};
  lay_out(0, static_cast<std::uint32_t>(items.size()));
  build(items, 0, 0);
  points_.reserve(items.size());
  positions_.reserve(items.size());
  for (const Item& item : items) {
    points_.push_back(item.point);
    positions_.push_back(item.position);
  }
}

/// The shape of the tree depends on the number of points alone, so its nodes have their places
/// before any thread fills them.
void BucketTree::lay_out(std::uint32_t begin, std::uint32_t end) {
  const auto at = static_cast<std::uint32_t>(nodes_.size());
  nodes_.push_back({{}, begin, end, 0});
  if (end - begin <= kLeafSize) {
    leaves_.push_back(at);
    return;
  }
  const std::uint32_t middle = begin + (end - begin) / 2;
  lay_out(begin, middle);
  nodes_[at].right = static_cast<std::uint32_t>(nodes_.size());
  lay_out(middle, end);
}

void BucketTree::build(std::span<Item> items, std::uint32_t begin, std::uint32_t at) {
  Node& node = nodes_[at];
  const auto mine = items.subspan(node.begin - begin, node.end - node.begin);
  for (const Item& item : mine) node.box.extend(item.point);
  if (node.right == 0) return;
  const bool by_x = node.box.high.x - node.box.low.x >= node.box.high.y - node.box.low.y;
  const auto half = static_cast<std::ptrdiff_t>(mine.size() / 2);
  if (by_x) {
    std::ranges::nth_element(mine, mine.begin() + half, {},
                             [](const Item& i) { return i.point.x; });
  } else {
    std::ranges::nth_element(mine, mine.begin() + half, {},
                             [](const Item& i) { return i.point.y; });
  }
  const std::uint32_t children[] = {at + 1, node.right};
  if (mine.size() <= kSerial) {
    for (const std::uint32_t child : children) build(mine, node.begin, child);
  } else {
    parallel_for(2, [&](std::size_t side) { build(mine, node.begin, children[side]); });
  }
}

}  // namespace rawan
