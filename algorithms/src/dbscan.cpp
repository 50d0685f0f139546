#include "rawan/algorithms/dbscan.h"

#include "point_tree.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace rawan {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kBlock = 1024;

/// Sets that can be joined; a set is named by its lowest member.
class DisjointSets {
 public:
  explicit DisjointSets(std::size_t n) : parent_(n) {
    std::iota(parent_.begin(), parent_.end(), 0U);
  }

  std::uint32_t find(std::uint32_t i) {
    while (parent_[i] != i) {
      parent_[i] = parent_[parent_[i]];
      i = parent_[i];
    }
    return i;
  }

  void join(std::uint32_t a, std::uint32_t b) {
    a = find(a);
    b = find(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

/// The steps of one clustering, over the slots of a tree. A clump is a run of slots whose points
/// are all within the radius of each other, so that its core points are surely connected; without
/// clumps, n reports of one place would cost n^2.
class Search {
 public:
  Search(const PointTree& tree, std::vector<std::uint64_t> keys, const DbscanOptions& options,
         const Control& control)
      : tree_(tree),
        keys_(std::move(keys)),
        squared_radius_(options.radius.value * options.radius.value),
        min_points_(options.min_points),
        control_(control),
        clump_(tree.size(), kNone),
        core_(tree.size(), 0),
        component_(tree.size(), kNone) {}

  void run() {
    control_.expect(3 * ((tree_.size() + kBlock - 1) / kBlock));
    find_clumps();
    for_each_slot([&](std::uint32_t slot) { core_[slot] = is_core(slot) ? 1 : 0; });
    connect_cores();
    std::vector<std::uint32_t> joined = component_;
    for_each_slot([&](std::uint32_t slot) {
      if (core_[slot] == 0) joined[slot] = component_of_nearest_core(slot);
    });
    component_ = std::move(joined);
  }

  bool core(std::uint32_t slot) const { return core_[slot] != 0; }
  std::uint32_t component(std::uint32_t slot) const { return component_[slot]; }  ///< Or kNone.

 private:
  template <class Body>
  void for_each_slot(const Body& body) {
    parallel_for((tree_.size() + kBlock - 1) / kBlock, [&](std::size_t block) {
      control_.step();
      const std::size_t end = std::min(tree_.size(), (block + 1) * kBlock);
      for (std::size_t i = block * kBlock; i < end; ++i) body(static_cast<std::uint32_t>(i));
    });
  }

  void find_clumps() {
    tree_.walk(
        [&](const PointTree::Node& node) {
          if (squared_distance(node.box.low, node.box.high) > squared_radius_) return true;
          open_clump(node.begin, node.end);
          return false;
        },
        [&](std::uint32_t slot) { open_clump(slot, slot + 1); });
  }

  void open_clump(std::uint32_t begin, std::uint32_t end) {
    std::fill(clump_.begin() + begin, clump_.begin() + end,
              static_cast<std::uint32_t>(clump_begin_.size()));
    clump_begin_.push_back(begin);
    clump_size_.push_back(end - begin);
  }

  bool is_core(std::uint32_t slot) const {
    if (clump_size_[clump_[slot]] >= min_points_) return true;
    const Point center = tree_.point(slot);
    std::uint64_t neighbors = 0;
    tree_.walk(
        [&](const PointTree::Node& node) {
          if (neighbors >= min_points_) return false;
          if (squared_distance(node.box, center) > squared_radius_) return false;
          if (squared_distance_to_farthest(node.box, center) > squared_radius_) return true;
          neighbors += node.end - node.begin;
          return false;
        },
        [&](std::uint32_t other) {
          if (squared_distance(tree_.point(other), center) <= squared_radius_) ++neighbors;
        });
    return neighbors >= min_points_;
  }

  void connect_cores() {
    DisjointSets sets(tree_.size());
    first_core_.assign(clump_begin_.size(), kNone);
    for (std::uint32_t slot = 0; slot < tree_.size(); ++slot) {
      if (core_[slot] == 0) continue;
      std::uint32_t& first = first_core_[clump_[slot]];
      if (first == kNone) first = slot;
      sets.join(first, slot);
    }
    for (std::uint32_t slot = 0; slot < tree_.size(); ++slot) {
      if (slot % kBlock == 0) control_.step();
      if (core_[slot] != 0) connect(slot, sets);
    }
    for (std::uint32_t slot = 0; slot < tree_.size(); ++slot) {
      if (core_[slot] != 0) component_[slot] = sets.find(slot);
    }
  }

  void connect(std::uint32_t slot, DisjointSets& sets) const {
    const Point center = tree_.point(slot);
    const auto known = [&](std::uint32_t clump) {
      return first_core_[clump] == kNone || sets.find(first_core_[clump]) == sets.find(slot);
    };
    tree_.walk(
        [&](const PointTree::Node& node) {
          if (squared_distance(node.box, center) > squared_radius_) return false;
          const bool one_clump = clump_[node.begin] == clump_[node.end - 1];
          return !(one_clump && known(clump_[node.begin]));
        },
        [&](std::uint32_t other) {
          if (core_[other] == 0) return;
          if (squared_distance(tree_.point(other), center) <= squared_radius_) {
            sets.join(slot, other);
          }
        });
  }

  std::uint32_t component_of_nearest_core(std::uint32_t slot) const {
    std::pair<double, std::uint64_t> best{squared_radius_, 0};
    std::uint32_t nearest = kNone;
    tree_.visit_within(tree_.point(slot), squared_radius_, [&](std::uint32_t other, double d) {
      if (core_[other] == 0) return;
      const std::pair candidate{d, keys_[other]};
      if (nearest != kNone && best < candidate) return;
      best = candidate;
      nearest = other;
    });
    return nearest == kNone ? kNone : component_[nearest];
  }

  const PointTree& tree_;
  std::vector<std::uint64_t> keys_;  // by slot
  double squared_radius_;
  std::uint32_t min_points_;
  const Control& control_;
  std::vector<std::uint32_t> clump_;
  std::vector<std::uint32_t> clump_begin_;
  std::vector<std::uint32_t> clump_size_;
  std::vector<std::uint32_t> first_core_;
  std::vector<std::uint8_t> core_;
  std::vector<std::uint32_t> component_;
};

std::vector<std::uint64_t> keys_or_positions(std::span<const std::uint64_t> keys, std::size_t n) {
  std::vector<std::uint64_t> result(n);
  std::iota(result.begin(), result.end(), std::uint64_t{0});
  if (!keys.empty()) result.assign(keys.begin(), keys.end());
  std::vector<std::uint64_t> sorted = result;
  std::ranges::sort(sorted);
  expects(std::ranges::adjacent_find(sorted) == sorted.end(), "keys must be distinct");
  return result;
}

std::vector<std::uint32_t> slots_by_key(std::span<const std::uint64_t> keys) {
  std::vector<std::uint32_t> slots(keys.size());
  std::iota(slots.begin(), slots.end(), 0U);
  std::ranges::sort(slots, {}, [&](std::uint32_t slot) { return keys[slot]; });
  return slots;
}

Clustering number_clusters(const PointTree& tree, const Search& search,
                           std::span<const std::uint64_t> keys) {
  Clustering result{std::vector<std::int32_t>(tree.size(), kNoise),
                    std::vector<std::uint8_t>(tree.size(), 0), 0};
  std::vector<std::int32_t> label(tree.size(), kNoise);
  for (const std::uint32_t slot : slots_by_key(keys)) {
    const std::uint32_t component = search.component(slot);
    if (component == kNone) continue;
    if (label[component] == kNoise) label[component] = result.clusters++;
    result.label[tree.position(slot)] = label[component];
    result.is_core[tree.position(slot)] = search.core(slot) ? 1 : 0;
  }
  return result;
}

}  // namespace

Clustering dbscan(std::span<const Point> points, std::span<const std::uint64_t> keys,
                  const DbscanOptions& options, const Control& control) {
  expects(keys.empty() || keys.size() == points.size(), "one key per point");
  expects(options.radius.value > 0.0, "a positive radius");
  expects(options.min_points > 0, "min_points counts the point itself");
  const PointTree tree(points);
  const std::vector<std::uint64_t> by_position = keys_or_positions(keys, points.size());
  std::vector<std::uint64_t> by_slot(points.size());
  for (std::uint32_t slot = 0; slot < points.size(); ++slot) {
    by_slot[slot] = by_position[tree.position(slot)];
  }
  Search search(tree, by_slot, options, control);
  search.run();
  return number_clusters(tree, search, by_slot);
}

}  // namespace rawan
