#pragma once

#include "rawan/algorithms/geometry.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

inline double squared_distance(Point a, Point b) {
  const double dx = a.x - b.x;
  const double dy = a.y - b.y;
  return dx * dx + dy * dy;
}

/// Never more than the squared distance to a point in the box, in rounded arithmetic too: rounding
/// is monotone, so a box may be skipped on its word.
inline double squared_distance(const Box& box, Point p) {
  const double dx = std::max({box.low.x - p.x, p.x - box.high.x, 0.0});
  const double dy = std::max({box.low.y - p.y, p.y - box.high.y, 0.0});
  return dx * dx + dy * dy;
}

/// Never less than the squared distance to a point in the box.
inline double squared_distance_to_farthest(const Box& box, Point p) {
  const double dx = std::max(p.x - box.low.x, box.high.x - p.x);
  const double dy = std::max(p.y - box.low.y, box.high.y - p.y);
  return dx * dx + dy * dy;
}

/// A balanced k-d tree. Points are kept in the order of the leaves; a place in that order is a
/// slot, and every node owns consecutive slots.
class PointTree {
 public:
  struct Node {
    Box box;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t right = 0;   ///< The left child is the next node; 0: a leaf.
    std::uint32_t lowest = 0;  ///< Of the positions below.
  };

  /// @throws ContractViolation if a coordinate is not finite or there are 2^32 points or more.
  explicit PointTree(std::span<const Point> points);

  std::size_t size() const { return points_.size(); }
  std::span<const Node> nodes() const { return nodes_; }
  Point point(std::uint32_t slot) const { return points_[slot]; }
  std::uint32_t position(std::uint32_t slot) const { return positions_[slot]; }

  /// Visits the slots of all leaves below `at` that are reached through nodes `enter` says yes to.
  template <class Enter, class Visit>
  void walk(const Enter& enter, const Visit& visit, std::uint32_t at = 0) const {
    if (nodes_.empty() || !enter(nodes_[at])) return;
    const Node& node = nodes_[at];
    if (node.right == 0) {
      for (std::uint32_t slot = node.begin; slot != node.end; ++slot) visit(slot);
      return;
    }
    walk(enter, visit, at + 1);
    walk(enter, visit, node.right);
  }

  /// Calls visit(slot, squared distance) for the points within sqrt(squared_radius), closed.
  template <class Visit>
  void visit_within(Point center, double squared_radius, const Visit& visit) const {
    walk([&](const Node& node) { return squared_distance(node.box, center) <= squared_radius; },
         [&](std::uint32_t slot) {
           const double d = squared_distance(points_[slot], center);
           if (d <= squared_radius) visit(slot, d);
         });
  }

  /// Positions of the k nearest points, nearest first, ties by position.
  std::vector<std::uint32_t> nearest(Point center, std::size_t k) const;

 private:
  std::uint32_t build(std::span<const Point> points, std::uint32_t begin, std::uint32_t end);

  std::vector<Node> nodes_;
  std::vector<Point> points_;
  std::vector<std::uint32_t> positions_;
};

}  // namespace rawan
