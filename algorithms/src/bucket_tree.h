#pragma once

#include "point_tree.h"
#include "rawan/algorithms/geometry.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// The smallest squared distance between a point of one box and one of the other, never too large
/// in rounded arithmetic.
inline double squared_gap(const Box& a, const Box& b) {
  const double dx = std::max({a.low.x - b.high.x, b.low.x - a.high.x, 0.0});
  const double dy = std::max({a.low.y - b.high.y, b.low.y - a.high.y, 0.0});
  return dx * dx + dy * dy;
}

/// A balanced k-d tree for questions about all points at once: points of a leaf ask together.
/// Points lie in the order of the leaves; a place in that order is a slot.
class BucketTree {
 public:
  static constexpr std::uint32_t kLeafSize = 16;

  struct Node {
    Box box;
    std::uint32_t begin = 0;  // slots
    std::uint32_t end = 0;
    std::uint32_t right = 0;  // the left child is the next node; 0: a leaf
  };

  /// @throws ContractViolation if a coordinate is not finite or there are 2^32 points or more.
  explicit BucketTree(std::span<const Point> points);

  std::uint32_t size() const { return static_cast<std::uint32_t>(points_.size()); }
  std::span<const Node> nodes() const { return nodes_; }
  std::span<const std::uint32_t> leaves() const { return leaves_; }  ///< Nodes, by slot.
  Point point(std::uint32_t slot) const { return points_[slot]; }
  std::uint32_t position(std::uint32_t slot) const { return positions_[slot]; }

  /// Visits leaves, the nearest to the box about first. A node is entered if `enter(node, squared
  /// gap to the box)` says yes when its turn comes.
  template <class Enter, class Visit>
  void visit_leaves(const Box& box, const Enter& enter, const Visit& visit) const {
    if (!nodes_.empty()) descend(box, enter, visit, 0, squared_gap(nodes_[0].box, box));
  }

 private:
  struct Item;

  template <class Enter, class Visit>
  void descend(const Box& box, const Enter& enter, const Visit& visit, std::uint32_t at,
               double gap) const {
    if (!enter(at, gap)) return;
    const std::uint32_t right = nodes_[at].right;
    if (right == 0) {
      visit(at);
      return;
    }
    const double left_gap = squared_gap(nodes_[at + 1].box, box);
    const double right_gap = squared_gap(nodes_[right].box, box);
    if (left_gap <= right_gap) {
      descend(box, enter, visit, at + 1, left_gap);
      descend(box, enter, visit, right, right_gap);
    } else {
      descend(box, enter, visit, right, right_gap);
      descend(box, enter, visit, at + 1, left_gap);
    }
  }

  void lay_out(std::uint32_t begin, std::uint32_t end);
  void build(std::span<Item> items, std::uint32_t begin, std::uint32_t at);

  std::vector<Node> nodes_;
  std::vector<std::uint32_t> leaves_;
  std::vector<Point> points_;
  std::vector<std::uint32_t> positions_;
};

}  // namespace rawan
