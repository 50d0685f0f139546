#pragma once

#include "point_tree.h"
#include "rawan/algorithms/geometry.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// A balanced tree over boxes, asked which of them meet a box or lie near a point. Empty boxes are
/// left out. Building takes n log n steps, on all threads.
class BoxTree {
 public:
  explicit BoxTree(std::span<const Box> boxes);

  /// Calls visit(position) for every box that meets `window`, closed, in any order.
  template <class Visit>
  void visit_meeting(const Box& window, const Visit& visit) const {
    walk([&](const Box& box) { return meet(box, window); }, visit);
  }

  /// Calls visit(position) for the boxes whose squared distance is at most what `limit()` says at
  /// that moment, nearer halves first.
  template <class Limit, class Visit>
  void visit_near(Point p, const Limit& limit, const Visit& visit) const {
    if (!nodes_.empty()) descend_near(0, p, limit, visit);
  }

  static bool meet(const Box& a, const Box& b) {
    return a.low.x <= b.high.x && b.low.x <= a.high.x && a.low.y <= b.high.y && b.low.y <= a.high.y;
  }

 private:
  struct Node {
    Box box;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t right = 0;  ///< The left child is the next node; 0: a leaf.
  };
  struct Entry {
    Box box;
    std::uint32_t position = 0;
  };

  void build(std::uint32_t at, std::uint32_t begin, std::uint32_t end);

  template <class Enter, class Visit>
  void walk(const Enter& enter, const Visit& visit) const {
    if (nodes_.empty()) return;
    std::uint32_t stack[64];
    std::uint32_t depth = 0;
    stack[depth++] = 0;
    while (depth > 0) {
      const std::uint32_t at = stack[--depth];
      const Node& node = nodes_[at];
      if (!enter(node.box)) continue;
      if (node.right != 0) {
        stack[depth++] = node.right;
        stack[depth++] = at + 1;
        continue;
      }
      for (std::uint32_t i = node.begin; i != node.end; ++i) {
        if (enter(entries_[i].box)) visit(entries_[i].position);
      }
    }
  }

  template <class Limit, class Visit>
  void descend_near(std::uint32_t at, Point p, const Limit& limit, const Visit& visit) const {
    const Node& node = nodes_[at];
    if (squared_distance(node.box, p) > limit()) return;
    if (node.right == 0) {
      for (std::uint32_t i = node.begin; i != node.end; ++i) {
        if (squared_distance(entries_[i].box, p) <= limit()) visit(entries_[i].position);
      }
      return;
    }
    const bool left =
        squared_distance(nodes_[at + 1].box, p) <= squared_distance(nodes_[node.right].box, p);
    descend_near(left ? at + 1 : node.right, p, limit, visit);
    descend_near(left ? node.right : at + 1, p, limit, visit);
  }

  std::vector<Node> nodes_;
  std::vector<Entry> entries_;
};

}  // namespace rawan
