#include "oracles/hdbscan.h"

#include "oracles/neighbors.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <vector>

namespace rawan::oracle {
namespace {

class TextbookHdbscan {
 public:
  using Members = std::vector<std::size_t>;

  TextbookHdbscan(std::span<const Point> points, const HdbscanOptions& options)
      : n_(points.size()), options_(options), matrix_(n_ * n_), leaves_(n_, 0.0) {
    least_ = options.min_cluster_size == 0 ? options.min_points : options.min_cluster_size;
    std::vector<double> core(n_);
    for (std::size_t i = 0; i < n_; ++i) {
      std::vector<double> row;
      for (const Point q : points) row.push_back(squared_distance(points[i], q));
      std::ranges::sort(row);
      core[i] = row[std::min<std::size_t>(options.min_points, n_) - 1];
    }
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t j = 0; j < n_; ++j) {
        matrix_[i * n_ + j] = std::max({core[i], core[j], squared_distance(points[i], points[j])});
      }
    }
  }

  /// Chosen clusters, in the order of their lowest member.
  Hdbscan run() {
    Hdbscan result{std::vector<std::int32_t>(n_, kNoise), std::vector<double>(n_, 0.0), {}};
    if (n_ < 2) return result;
    Members all(n_);
    for (std::size_t i = 0; i < n_; ++i) all[i] = i;
    shortest_ = shortest_positive_link(all);
    const Branch root = grow(all, 0.0, true);
    std::map<std::size_t, const Cluster*> by_lowest;
    for (const Cluster& cluster : root.chosen) by_lowest[cluster.members.front()] = &cluster;
    for (const auto& [lowest, cluster] : by_lowest) {
      for (const std::size_t i : cluster->members) {
        result.label[i] = static_cast<std::int32_t>(result.clusters.size());
        result.probability[i] = std::min(leaves_[i], cluster->death) / cluster->death;
      }
      result.clusters.push_back({static_cast<std::uint32_t>(cluster->members.size()),
                                 cluster->stability, Meters(1.0 / cluster->birth),
                                 Meters(1.0 / cluster->death)});
    }
    return result;
  }

 private:
  struct Cluster {
    Members members;
    double birth = 0.0;
    double death = 0.0;
    double stability = 0.0;
  };
  /// The best clusters of a branch of the condensed tree, and their stability together.
  struct Branch {
    std::vector<Cluster> chosen;
    double stability = 0.0;
  };

  double lambda(double squared) const { return 1.0 / std::sqrt(std::max(squared, shortest_)); }

  Branch grow(const Members& members, double birth, bool is_root) {
    Cluster cluster{members, birth, birth, 0.0};
    Members at = members;
    Branch parts;
    for (bool goes_on = true; goes_on;) {
      const double link = longest_link(at);
      cluster.death = lambda(link);
      std::vector<Members> large;
      std::size_t leaving = 0;
      for (const Members& piece : components(at, link)) {
        if (piece.size() >= least_) {
          large.push_back(piece);
          continue;
        }
        leaving += piece.size();
        for (const std::size_t i : piece) leaves_[i] = cluster.death;
      }
      goes_on = large.size() == 1;
      if (!goes_on) leaving = at.size();
      cluster.stability += static_cast<double>(leaving) * (cluster.death - birth);
      if (goes_on) {
        at = large.front();
        continue;
      }
      for (const Members& piece : large) {
        const Branch part = grow(piece, cluster.death, false);
        parts.stability += part.stability;
        parts.chosen.insert(parts.chosen.end(), part.chosen.begin(), part.chosen.end());
      }
    }
    const bool allowed = !is_root || (options_.allow_single_cluster && n_ >= least_);
    if (allowed && cluster.stability >= parts.stability) return {{cluster}, cluster.stability};
    return parts;
  }

  /// The least weight that connects all, by Prim's algorithm.
  double longest_link(const Members& members) const {
    double longest = 0.0;
    for (const double link : links(members)) longest = std::max(longest, link);
    return longest;
  }

  double shortest_positive_link(const Members& members) const {
    double shortest = std::numeric_limits<double>::infinity();
    for (const double link : links(members)) {
      if (link > 0.0) shortest = std::min(shortest, link);
    }
    return std::isinf(shortest) ? 1.0 : shortest;
  }

  std::vector<double> links(const Members& members) const {
    std::vector<double> result;
    std::vector<double> nearest(members.size(), std::numeric_limits<double>::infinity());
    std::vector<bool> inside(members.size(), false);
    std::size_t at = 0;
    for (std::size_t step = 1; step < members.size(); ++step) {
      inside[at] = true;
      std::size_t next = members.size();
      for (std::size_t k = 0; k < members.size(); ++k) {
        if (inside[k]) continue;
        nearest[k] = std::min(nearest[k], matrix_[members[at] * n_ + members[k]]);
        if (next == members.size() || nearest[k] < nearest[next]) next = k;
      }
      result.push_back(nearest[next]);
      at = next;
    }
    return result;
  }

  /// What hangs together by links shorter than `link`.
  std::vector<Members> components(const Members& members, double link) const {
    std::set<std::size_t> left(members.begin(), members.end());
    std::vector<Members> result;
    while (!left.empty()) {
      Members piece{*left.begin()};
      left.erase(left.begin());
      for (std::size_t k = 0; k < piece.size(); ++k) {
        for (auto other = left.begin(); other != left.end();) {
          if (matrix_[piece[k] * n_ + *other] < link) {
            piece.push_back(*other);
            other = left.erase(other);
          } else {
            ++other;
          }
        }
      }
      std::ranges::sort(piece);
      result.push_back(piece);
    }
    return result;
  }

  std::size_t n_;
  HdbscanOptions options_;
  std::size_t least_ = 2;
  double shortest_ = 1.0;
  std::vector<double> matrix_;
  std::vector<double> leaves_;
};

}  // namespace

Hdbscan textbook_hdbscan(std::span<const Point> points, const HdbscanOptions& options) {
  return TextbookHdbscan(points, options).run();
}

}  // namespace rawan::oracle
