#include "rawan/algorithms/hdbscan.h"

#include "condensed_tree.h"
#include "core_distances.h"
#include "density_clusters.h"
#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace rawan {
namespace {

std::uint64_t lowest_key(const CondensedTree& tree, const CondensedCluster& cluster,
                         const BucketTree& points, std::span<const std::uint64_t> keys) {
  std::uint64_t lowest = std::numeric_limits<std::uint64_t>::max();
  for (std::uint32_t i = cluster.begin; i != cluster.end; ++i) {
    const std::uint32_t position = points.position(tree.order[i]);
    lowest = std::min(lowest, keys.empty() ? position : keys[position]);
  }
  return lowest;
}

Meters radius(double lambda) {
  return Meters(1.0 / lambda);  // infinite for the root's birth at 0
}

/// Labels and probabilities of one cluster's points.
void place(const CondensedTree& tree, const CondensedCluster& cluster, const BucketTree& points,
           Hdbscan& result) {
  const auto label = static_cast<std::int32_t>(result.clusters.size());
  for (std::uint32_t i = cluster.begin; i != cluster.end; ++i) {
    const std::uint32_t slot = tree.order[i];
    const std::uint32_t position = points.position(slot);
    result.label[position] = label;
    result.probability[position] = std::min(tree.leaves_at[slot], cluster.death) / cluster.death;
  }
  result.clusters.push_back({cluster.end - cluster.begin, cluster.stability, radius(cluster.birth),
                             radius(cluster.death)});
}

}  // namespace

Hdbscan hdbscan(std::span<const Point> points, std::span<const std::uint64_t> keys,
                const HdbscanOptions& options, const Control& control) {
  const std::uint32_t least =
      options.min_cluster_size == 0 ? options.min_points : options.min_cluster_size;
  expects(options.min_points > 0, "min_points counts the point itself");
  expects(least > 1, "a cluster has at least two points");
  expect_distinct_keys(keys, points.size());
  const BucketTree tree(points);
  const std::vector<double> core = squared_core_distances(tree, options.min_points, control);
  const std::vector<TreeEdge> edges = mutual_reachability_tree(tree, core, control);
  const CondensedTree condensed = condense(edges, tree.size(), least);

  Hdbscan result{std::vector<std::int32_t>(points.size(), kNoise),
                 std::vector<double>(points.size(), 0.0),
                 {}};
  const bool root_may_be_one = options.allow_single_cluster && points.size() >= least;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> chosen;  // lowest key, cluster
  for (const std::uint32_t c : most_stable(condensed, root_may_be_one)) {
    chosen.emplace_back(lowest_key(condensed, condensed.clusters[c], tree, keys), c);
  }
  std::ranges::sort(chosen);
  for (const auto& [key, c] : chosen) place(condensed, condensed.clusters[c], tree, result);
  return result;
}

}  // namespace rawan
