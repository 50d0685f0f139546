#include "condensed_tree.h"

#include "rawan/algorithms/disjoint_sets.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rawan {
namespace {

/// The binary tree of the joins. Numbers below n are points; n + i is the join by edge i.
class Joins {
 public:
  Joins(std::span<const TreeEdge> edges, std::uint32_t n) : edges_(edges), n_(n) {
    left_.resize(edges.size());
    right_.resize(edges.size());
    size_.resize(edges.size());
    DisjointSets sets(n);
    std::vector<std::uint32_t> top(n);  // the join that made a set, by its name
    std::iota(top.begin(), top.end(), 0U);
    for (std::uint32_t i = 0; i < edges.size(); ++i) {
      const std::uint32_t a = sets.find(edges[i].a);
      const std::uint32_t b = sets.find(edges[i].b);
      left_[i] = top[a];
      right_[i] = top[b];
      size_[i] = size(top[a]) + size(top[b]);
      sets.join(a, b);
      top[std::min(a, b)] = n + i;
    }
    lay_out();
  }

  std::uint32_t root() const { return n_ + static_cast<std::uint32_t>(edges_.size()) - 1; }
  bool is_point(std::uint32_t node) const { return node < n_; }
  std::uint32_t size(std::uint32_t node) const { return is_point(node) ? 1 : size_[node - n_]; }
  double squared(std::uint32_t node) const { return edges_[node - n_].squared; }
  std::uint32_t left(std::uint32_t node) const { return left_[node - n_]; }
  std::uint32_t right(std::uint32_t node) const { return right_[node - n_]; }
  /// Where the points of the node begin in `order`.
  std::uint32_t begin(std::uint32_t node) const { return begin_[node]; }
  std::vector<std::uint32_t> order() const {
    std::vector<std::uint32_t> order(n_);
    for (std::uint32_t point = 0; point < n_; ++point) order[begin_[point]] = point;
    return order;
  }

 private:
  void lay_out() {
    begin_.assign(n_ + edges_.size(), 0);
    for (std::size_t i = edges_.size(); i-- > 0;) {
      begin_[left_[i]] = begin_[n_ + i];
      begin_[right_[i]] = begin_[n_ + i] + size(left_[i]);
    }
  }

  std::span<const TreeEdge> edges_;
  std::uint32_t n_;
  std::vector<std::uint32_t> left_;
  std::vector<std::uint32_t> right_;
  std::vector<std::uint32_t> size_;
  std::vector<std::uint32_t> begin_;
};

/// 1 / radius, and for no distance at all that of the shortest positive link.
class Lambda {
 public:
  explicit Lambda(std::span<const TreeEdge> edges) {
    const auto positive =
        std::ranges::find_if(edges, [](const TreeEdge& e) { return e.squared > 0.0; });
    if (positive != edges.end()) shortest_ = positive->squared;
  }
  double operator()(double squared) const { return 1.0 / std::sqrt(std::max(squared, shortest_)); }

 private:
  double shortest_ = 1.0;
};

class Condensation {
 public:
  Condensation(std::span<const TreeEdge> edges, std::uint32_t points, std::uint32_t least)
      : joins_(edges, points), lambda_(edges), least_(least) {
    tree_.order = joins_.order();
    tree_.leaves_at.assign(points, 0.0);
  }

  CondensedTree run() {
    open(joins_.root(), 0, 0.0);
    while (!pending_.empty()) {
      const Pending next = pending_.back();
      pending_.pop_back();
      fall_apart(next);
    }
    return std::move(tree_);
  }

 private:
  struct Pending {
    std::uint32_t node = 0;
    std::uint32_t cluster = 0;
  };

  void open(std::uint32_t node, std::uint32_t parent, double birth) {
    const std::uint32_t begin = joins_.begin(node);
    pending_.push_back({node, static_cast<std::uint32_t>(tree_.clusters.size())});
    tree_.clusters.push_back({parent, begin, begin + joins_.size(node), birth, birth, 0.0});
  }

  void fall_apart(const Pending& at) {
    const double squared = joins_.squared(at.node);
    const double lambda = lambda_(squared);
    take_pieces(at.node, squared);
    const auto large_end = std::partition(pieces_.begin(), pieces_.end(), [&](std::uint32_t node) {
      return joins_.size(node) >= least_;
    });
    std::uint32_t leaving = 0;
    for (auto piece = large_end; piece != pieces_.end(); ++piece) leaving += leave(*piece, lambda);
    const bool goes_on = large_end - pieces_.begin() == 1;
    if (!goes_on) leaving = joins_.size(at.node);
    CondensedCluster& cluster = tree_.clusters[at.cluster];
    cluster.death = lambda;
    cluster.stability += static_cast<double>(leaving) * (lambda - cluster.birth);
    if (goes_on) {
      pending_.push_back({pieces_.front(), at.cluster});
    } else {
      for (auto piece = pieces_.begin(); piece != large_end; ++piece) {
        open(*piece, at.cluster, lambda);
      }
    }
  }

  /// The parts of a node when all its links of one weight are cut.
  void take_pieces(std::uint32_t node, double squared) {
    pieces_.clear();
    stack_.assign(1, node);
    while (!stack_.empty()) {
      const std::uint32_t at = stack_.back();
      stack_.pop_back();
      if (joins_.is_point(at) || joins_.squared(at) != squared) {
        pieces_.push_back(at);
        continue;
      }
      stack_.push_back(joins_.left(at));
      stack_.push_back(joins_.right(at));
    }
  }

  std::uint32_t leave(std::uint32_t node, double lambda) {
    const std::uint32_t begin = joins_.begin(node);
    for (std::uint32_t i = begin; i != begin + joins_.size(node); ++i) {
      tree_.leaves_at[tree_.order[i]] = lambda;
    }
    return joins_.size(node);
  }

  Joins joins_;
  Lambda lambda_;
  std::uint32_t least_;
  CondensedTree tree_;
  std::vector<Pending> pending_;
  std::vector<std::uint32_t> pieces_;
  std::vector<std::uint32_t> stack_;
};

/// A sum whose bits do not depend on the order of the parts.
double sum_by_size(std::vector<double>& parts) {
  std::ranges::sort(parts);
  return std::accumulate(parts.begin(), parts.end(), 0.0);
}

}  // namespace

CondensedTree condense(std::span<const TreeEdge> edges, std::uint32_t points,
                       std::uint32_t min_cluster_size) {
  if (edges.empty()) return {};
  return Condensation(edges, points, min_cluster_size).run();
}

std::vector<std::uint32_t> most_stable(const CondensedTree& tree, bool root_may_be_one) {
  const std::size_t n = tree.clusters.size();
  std::vector<std::vector<double>> parts(n);
  std::vector<std::uint8_t> whole(n, 0);
  for (std::size_t c = n; c-- > 0;) {
    const CondensedCluster& cluster = tree.clusters[c];
    const double of_parts = sum_by_size(parts[c]);
    whole[c] = cluster.stability >= of_parts && (c > 0 || root_may_be_one) ? 1 : 0;
    if (c > 0) parts[cluster.parent].push_back(std::max(cluster.stability, of_parts));
  }
  std::vector<std::uint32_t> chosen;
  std::vector<std::uint8_t> covered(n, 0);
  for (std::uint32_t c = 0; c < n; ++c) {
    covered[c] = c > 0 ? covered[tree.clusters[c].parent] : 0;
    if (covered[c] == 0 && whole[c] != 0) {
      chosen.push_back(c);
      covered[c] = 1;
    }
  }
  return chosen;
}

}  // namespace rawan
