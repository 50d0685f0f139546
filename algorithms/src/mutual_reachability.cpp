#include "mutual_reachability.h"

#include "rawan/algorithms/disjoint_sets.h"
#include "rawan/algorithms/parallel.h"

#include <array>
#include <atomic>
#include <limits>
#include <tuple>

namespace rawan {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
constexpr double kFar = std::numeric_limits<double>::infinity();
constexpr std::size_t kBlock = 4096;
constexpr std::size_t kLeaves = 64;

void lower_to(double& shared, double value) {
  const std::atomic_ref<double> slot(shared);
  double seen = slot.load(std::memory_order_relaxed);
  while (value < seen && !slot.compare_exchange_weak(seen, value, std::memory_order_relaxed)) {
  }
}

/// A point that looks for a lighter edge than the lightest known out of its component.
struct Asker {
  std::uint32_t slot = 0;
  std::uint32_t component = 0;
  Point point;
  double core = 0.0;
  double best = 0.0;
  std::uint32_t found = kNone;

  /// No edge of a point is lighter than its core distance.
  bool open() const { return best > core; }
};

class Boruvka {
 public:
  Boruvka(const BucketTree& tree, std::span<const double> core, const Control& control)
      : tree_(tree),
        core_(core),
        control_(control),
        sets_(tree.size()),
        component_(tree.size()),
        bound_(tree.size()),
        candidate_(tree.size(), kNone),
        lower_(core.begin(), core.end()),
        node_component_(tree.nodes().size()),
        node_core_(tree.nodes().size(), kFar) {
    for (std::size_t at = tree_.nodes().size(); at-- > 0;) measure_core(at);
  }

  std::vector<TreeEdge> run() {
    while (edges_.size() + 1 < tree_.size()) {
      control_.check();
      name_components();
      seed_bounds();
      search();
      take_edges();
    }
    std::ranges::sort(edges_, {},
                      [](const TreeEdge& e) { return std::tuple(e.squared, e.a, e.b); });
    return std::move(edges_);
  }

 private:
  template <class Body>
  void for_each_slot(const Body& body) {
    parallel_for((tree_.size() + kBlock - 1) / kBlock, [&](std::size_t block) {
      const std::size_t end = std::min<std::size_t>(tree_.size(), (block + 1) * kBlock);
      for (std::size_t i = block * kBlock; i < end; ++i) body(static_cast<std::uint32_t>(i));
    });
  }

  void measure_core(std::size_t at) {
    const BucketTree::Node& node = tree_.nodes()[at];
    if (node.right != 0) {
      node_core_[at] = std::min(node_core_[at + 1], node_core_[node.right]);
      return;
    }
    for (std::uint32_t i = node.begin; i != node.end; ++i) {
      node_core_[at] = std::min(node_core_[at], core_[i]);
    }
  }

  /// The component of all points of a node, or kNone if they are of several.
  void name_components() {
    for_each_slot([&](std::uint32_t i) { component_[i] = sets_.find(i); });
    for (std::size_t at = tree_.nodes().size(); at-- > 0;) {
      const BucketTree::Node& node = tree_.nodes()[at];
      std::uint32_t& name = node_component_[at];
      if (node.right != 0) {
        name = node_component_[at + 1] == node_component_[node.right] ? node_component_[at + 1]
                                                                      : kNone;
        continue;
      }
      name = component_[node.begin];
      for (std::uint32_t i = node.begin; i != node.end; ++i) {
        if (component_[i] != name) name = kNone;
      }
    }
  }

  void seed_bounds() {
    for_each_slot([&](std::uint32_t i) { bound_[i] = kFar; });
    for_each_slot([&](std::uint32_t i) {
      if (candidate_[i] == kNone) return;
      if (component_[candidate_[i]] == component_[i]) {
        candidate_[i] = kNone;
      } else {
        lower_to(bound_[component_[i]], lower_[i]);
      }
    });
  }

  double bound(std::uint32_t component) {
    return std::atomic_ref<double>(bound_[component]).load(std::memory_order_relaxed);
  }

  void search() {
    const std::span leaves = tree_.leaves();
    parallel_for((leaves.size() + kLeaves - 1) / kLeaves, [&](std::size_t block) {
      control_.check();
      const std::size_t end = std::min(leaves.size(), (block + 1) * kLeaves);
      for (std::size_t i = block * kLeaves; i < end; ++i) search_from(leaves[i]);
    });
  }

  void search_from(std::uint32_t leaf) {
    const BucketTree::Node& node = tree_.nodes()[leaf];
    std::array<Asker, BucketTree::kLeafSize> store;
    const std::span<Asker> askers = std::span(store).first(gather(node, store));
    if (askers.empty()) return;
    Box box;
    for (const Asker& asker : askers) box.extend(asker.point);
    double reach = farthest_reach(askers);
    const std::uint32_t own = node_component_[leaf];
    tree_.visit_leaves(
        box,
        [&](std::uint32_t at, double gap) {
          if (gap >= reach || node_core_[at] >= reach) return false;
          return own == kNone || node_component_[at] != own;
        },
        [&](std::uint32_t at) {
          for (Asker& asker : askers) look_into(tree_.nodes()[at], asker);
          reach = farthest_reach(askers);
        });
    for (const Asker& asker : askers) learn(asker);
  }

  std::size_t gather(const BucketTree::Node& node, std::span<Asker> askers) {
    std::size_t n = 0;
    for (std::uint32_t i = node.begin; i != node.end; ++i) {
      const double best = bound(component_[i]);
      if (candidate_[i] != kNone || lower_[i] >= best) continue;
      askers[n++] = {i, component_[i], tree_.point(i), core_[i], best, kNone};
    }
    return n;
  }

  static double farthest_reach(std::span<const Asker> askers) {
    double reach = 0.0;
    for (const Asker& asker : askers) {
      if (asker.open()) reach = std::max(reach, asker.best);
    }
    return reach;
  }

  void look_into(const BucketTree::Node& node, Asker& asker) const {
    if (!asker.open() || squared_distance(node.box, asker.point) >= asker.best) return;
    for (std::uint32_t j = node.begin; j != node.end; ++j) {
      const double squared =
          std::max({asker.core, core_[j], squared_distance(asker.point, tree_.point(j))});
      if (squared < asker.best && component_[j] != asker.component) {
        asker.best = squared;
        asker.found = j;
      }
    }
  }

  void learn(const Asker& asker) {
    lower_[asker.slot] = asker.best;
    candidate_[asker.slot] = asker.found;
    if (asker.found != kNone) lower_to(bound_[asker.component], asker.best);
  }

  /// One lightest edge per component; of equal ones that would close a circle the last is left.
  void take_edges() {
    for (std::uint32_t i = 0; i < tree_.size(); ++i) {
      double& bound = bound_[component_[i]];
      if (candidate_[i] == kNone || lower_[i] != bound) continue;
      bound = -1.0;  // taken
      if (sets_.join(i, candidate_[i])) edges_.push_back({lower_[i], i, candidate_[i]});
    }
  }

  const BucketTree& tree_;
  std::span<const double> core_;
  const Control& control_;
  DisjointSets sets_;
  std::vector<std::uint32_t> component_;       // by slot
  std::vector<double> bound_;                  // by component: the lightest edge out known
  std::vector<std::uint32_t> candidate_;       // by slot: the other end of its lightest edge out
  std::vector<double> lower_;                  // by slot: no edge out is lighter
  std::vector<std::uint32_t> node_component_;  // by node
  std::vector<double> node_core_;
  std::vector<TreeEdge> edges_;
};

}  // namespace

std::vector<TreeEdge> mutual_reachability_tree(const BucketTree& tree,
                                               std::span<const double> squared_core,
                                               const Control& control) {
  if (tree.size() < 2) return {};
  return Boruvka(tree, squared_core, control).run();
}

}  // namespace rawan
