#include "core_distances.h"

#include "rawan/algorithms/parallel.h"

#include <limits>

namespace rawan {
namespace {

constexpr std::size_t kLeavesPerStep = 256;

/// The smallest k of the numbers added, in a buffer that is cut back when it is full: a number
/// costs O(1) whatever k.
class Smallest {
 public:
  explicit Smallest(std::size_t k) : k_(k), values_(k + std::max<std::size_t>(k, 16)) {}

  void clear() {
    size_ = 0;
    bound_ = std::numeric_limits<double>::infinity();
  }
  /// Numbers not below it cannot be among the k.
  double bound() const { return bound_; }

  void add(double value) {
    if (value >= bound_) return;
    values_[size_++] = value;
    if (size_ == values_.size()) cut();
  }

  /// Keeps the smallest k, the largest of them last, and lowers the bound to it.
  void cut() {
    if (size_ < k_) return;
    const auto begin = values_.begin();
    std::nth_element(begin, begin + static_cast<std::ptrdiff_t>(k_ - 1),
                     begin + static_cast<std::ptrdiff_t>(size_));
    size_ = k_;
    bound_ = values_[k_ - 1];
  }

  double largest() const { return *std::max_element(values_.begin(), end()); }

 private:
  std::vector<double>::const_iterator end() const {
    return values_.begin() + static_cast<std::ptrdiff_t>(size_);
  }

  std::size_t k_;
  std::size_t size_ = 0;
  double bound_ = std::numeric_limits<double>::infinity();
  std::vector<double> values_;
};

/// The searches of the points of one leaf after the other.
class LeafSearch {
 public:
  LeafSearch(const BucketTree& tree, std::uint32_t k)
      : tree_(tree), best_(BucketTree::kLeafSize, Smallest(k)) {}

  void run(std::uint32_t leaf, std::vector<double>& result) {
    const BucketTree::Node& node = tree_.nodes()[leaf];
    for (std::uint32_t i = 0; i < node.end - node.begin; ++i) best_[i].clear();
    worst_ = std::numeric_limits<double>::infinity();
    tree_.visit_leaves(
        node.box, [&](std::uint32_t, double gap) { return gap < worst_; },
        [&](std::uint32_t other) { scan(node, tree_.nodes()[other]); });
    for (std::uint32_t i = 0; i < node.end - node.begin; ++i) {
      best_[i].cut();
      result[node.begin + i] = best_[i].largest();
    }
  }

 private:
  void scan(const BucketTree::Node& node, const BucketTree::Node& other) {
    worst_ = 0.0;
    for (std::uint32_t i = 0; i < node.end - node.begin; ++i) {
      Smallest& best = best_[i];
      const Point p = tree_.point(node.begin + i);
      if (squared_distance(other.box, p) < best.bound()) {
        for (std::uint32_t j = other.begin; j != other.end; ++j) {
          best.add(squared_distance(p, tree_.point(j)));
        }
        best.cut();
      }
      worst_ = std::max(worst_, best.bound());
    }
  }

  const BucketTree& tree_;
  std::vector<Smallest> best_;
  double worst_ = 0.0;
};

}  // namespace

std::vector<double> squared_core_distances(const BucketTree& tree, std::uint32_t k,
                                           const Control& control) {
  std::vector<double> result(tree.size());
  const std::span leaves = tree.leaves();
  const std::size_t blocks = (leaves.size() + kLeavesPerStep - 1) / kLeavesPerStep;
  control.expect(blocks);
  parallel_for(blocks, [&](std::size_t block) {
    control.step();
    LeafSearch search(tree, std::min(k, tree.size()));
    const std::size_t end = std::min(leaves.size(), (block + 1) * kLeavesPerStep);
    for (std::size_t i = block * kLeavesPerStep; i < end; ++i) search.run(leaves[i], result);
  });
  return result;
}

}  // namespace rawan
