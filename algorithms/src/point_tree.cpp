#include "point_tree.h"

#include "rawan/algorithms/contract.h"

#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace rawan {
namespace {

constexpr std::uint32_t kLeafSize = 8;

/// A neighbor found so far: squared distance, then position.
using Found = std::pair<double, std::uint32_t>;

/// The best k so far: a heap with the worst on top.
class Shortlist {
 public:
  explicit Shortlist(std::size_t k) : k_(k) {}

  bool improves(const Found& found) const { return heap_.size() < k_ || found < heap_.front(); }

  void add(const Found& found) {
    if (!improves(found)) return;
    if (heap_.size() == k_) {
      std::ranges::pop_heap(heap_);
      heap_.pop_back();
    }
    heap_.push_back(found);
    std::ranges::push_heap(heap_);
  }

  std::vector<std::uint32_t> positions() {
    std::ranges::sort_heap(heap_);
    std::vector<std::uint32_t> result;
    result.reserve(heap_.size());
    for (const Found& found : heap_) result.push_back(found.second);
    return result;
  }

 private:
  std::size_t k_;
  std::vector<Found> heap_;
};

struct NearestSearch {
  const PointTree& tree;
  Point center;
  Shortlist best;

  Found bound(std::uint32_t at) const {
    const PointTree::Node& node = tree.nodes()[at];
    return {squared_distance(node.box, center), node.lowest};
  }

  void run(std::uint32_t at) {
    if (!best.improves(bound(at))) return;
    const PointTree::Node& node = tree.nodes()[at];
    if (node.right == 0) {
      for (std::uint32_t slot = node.begin; slot != node.end; ++slot) {
        best.add({squared_distance(tree.point(slot), center), tree.position(slot)});
      }
      return;
    }
    const bool left_first = bound(at + 1) <= bound(node.right);
    run(left_first ? at + 1 : node.right);
    run(left_first ? node.right : at + 1);
  }
};

}  // namespace

PointTree::PointTree(std::span<const Point> points) : positions_(points.size()) {
  expects(points.size() < std::numeric_limits<std::uint32_t>::max(), "fewer than 2^32 points");
  for (const Point p : points) {
    expects(std::isfinite(p.x) && std::isfinite(p.y), "coordinates must be finite");
  }
  std::iota(positions_.begin(), positions_.end(), 0U);
  if (!points.empty()) build(points, 0, static_cast<std::uint32_t>(points.size()));
  points_.reserve(points.size());
  for (const std::uint32_t position : positions_) points_.push_back(points[position]);
}

std::uint32_t PointTree::build(std::span<const Point> points, std::uint32_t begin,
                               std::uint32_t end) {
  const auto at = static_cast<std::uint32_t>(nodes_.size());
  Node& node = nodes_.emplace_back();
  const std::span<std::uint32_t> mine(&positions_[begin], end - begin);
  for (const std::uint32_t position : mine) node.box.extend(points[position]);
  node.begin = begin;
  node.end = end;
  node.lowest = *std::ranges::min_element(mine);
  if (end - begin <= kLeafSize) return at;

  const bool by_x = node.box.high.x - node.box.low.x >= node.box.high.y - node.box.low.y;
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    return by_x ? std::pair(points[a].x, a) < std::pair(points[b].x, b)
                : std::pair(points[a].y, a) < std::pair(points[b].y, b);
  };
  const std::uint32_t half = (end - begin) / 2;
  std::ranges::nth_element(mine, mine.begin() + half, before);
  build(points, begin, begin + half);
  const std::uint32_t right = build(points, begin + half, end);
  nodes_[at].right = right;
  return at;
}

std::vector<std::uint32_t> PointTree::nearest(Point center, std::size_t k) const {
  if (nodes_.empty() || k == 0) return {};
  NearestSearch search{*this, center, Shortlist(k)};
  search.run(0);
  return search.best.positions();
}

}  // namespace rawan
