#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace rawan {

/// Sets that many threads may join at once without locks; a set is named by its lowest member, so
/// that the names do not depend on the order of the joins.
/// Anderson, R. J. and Woll, H. (1991). Wait-free parallel algorithms for the union-find problem.
class DisjointSets {
 public:
  explicit DisjointSets(std::size_t n) : parent_(n) {
    std::iota(parent_.begin(), parent_.end(), 0U);
  }

  std::uint32_t find(std::uint32_t i) {
    for (;;) {
      std::uint32_t parent = load(i);
      if (parent == i) return i;
      const std::uint32_t above = load(parent);
      if (parent != above) exchange(i, parent, above);
      i = above;
    }
  }

  bool together(std::uint32_t a, std::uint32_t b) { return find(a) == find(b); }

  /// False if they were together already.
  bool join(std::uint32_t a, std::uint32_t b) {
    for (;;) {
      a = find(a);
      b = find(b);
      if (a == b) return false;
      if (a < b) std::swap(a, b);
      if (exchange(a, a, b)) return true;
    }
  }

 private:
  using Slot = std::atomic_ref<std::uint32_t>;
  std::uint32_t load(std::uint32_t i) { return Slot(parent_[i]).load(std::memory_order_relaxed); }
  bool exchange(std::uint32_t i, std::uint32_t expected, std::uint32_t desired) {
    return Slot(parent_[i]).compare_exchange_strong(expected, desired, std::memory_order_relaxed);
  }

  std::vector<std::uint32_t> parent_;
};

}  // namespace rawan
