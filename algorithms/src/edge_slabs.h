#pragma once

#include "rawan/algorithms/geometry.h"

#include <cstdint>
#include <vector>

namespace rawan {

/// The edges of a polygon with many vertices, sorted into horizontal slabs, so that a question
/// about one height looks at a few of them. Refers to the polygon, which must not move.
class EdgeSlabs {
 public:
  explicit EdgeSlabs(const Polygon& polygon);

  /// Calls visit(from, to) for every edge with a point between the heights, for some edges more
  /// than once, and for some near ones.
  template <class Visit>
  void for_each_edge_between(double low, double high, const Visit& visit) const {
    const std::uint32_t begin = first_[slab(low)];
    const std::uint32_t end = first_[slab(high) + 1];
    for (std::uint32_t i = begin; i != end; ++i) {
      const Ring& ring = *rings_[edges_[i].ring];
      const std::size_t from = edges_[i].from;
      visit(ring[from], ring[from + 1 == ring.size() ? 0 : from + 1]);
    }
  }

 private:
  struct EdgeRef {
    std::uint32_t ring = 0;
    std::uint32_t from = 0;
  };

  std::size_t slab(double y) const;
  std::uint64_t copies() const;
  template <class Visit>
  void for_each_edge_and_slab(const Visit& visit) const;
  void sort_into_slabs();

  double bottom_ = 0.0;
  double height_ = 0.0;
  std::size_t slabs_ = 1;
  std::vector<const Ring*> rings_;
  std::vector<std::uint32_t> first_;  // slabs + 1: begin of each slab in edges_
  std::vector<EdgeRef> edges_;
};

}  // namespace rawan
