#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/dbscan.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

struct HdbscanOptions {
  std::uint32_t min_points = 5;  ///< k of the core distance; counts the point itself.
  /// Smaller groups that split off are noise, not clusters; at least 2. 0: `min_points`.
  std::uint32_t min_cluster_size = 0;
  bool allow_single_cluster = false;  ///< Whether all points together may be the one cluster.
};

/// A cluster holds together for all radii from `death` (exclusive) to `birth`.
struct HdbscanCluster {
  std::uint32_t size = 0;
  /// Sum over its points of how long they stay in it, in 1/m. Lambda is 1 / radius.
  double stability = 0.0;
  Meters birth;  ///< It parts from the rest below this radius; infinite for all points together.
  Meters death;  ///< At this radius it falls apart, or into clusters.
};

struct Hdbscan {
  std::vector<std::int32_t> label;  ///< 0 ... clusters-1, or kNoise.
  /// Lambda at which a point leaves its cluster, as a share of the cluster's at `death`; 0 for
  /// noise.
  std::vector<double> probability;
  std::vector<HdbscanCluster> clusters;
};

/// HDBSCAN*: the density clusters of all radii at once, cut where clusters are most stable (excess
/// of mass). The core distance of a point is that to its `min_points`-th nearest point, itself
/// counted as the first; two points are connected at a radius if their distance and both core
/// distances are at most the radius.
///
/// The answer depends on points and keys alone. Links of equal length take effect at once, so a
/// cluster may part into more than two; labels are numbered by the lowest key. If a cluster and
/// the clusters in it are equally stable, it stays whole. Points at one place never part: their
/// lambda ends at the shortest positive link (1 if there is none), so a stability is finite.
///
/// @param keys one per point, distinct, or empty: the positions.
/// @throws ContractViolation if sizes differ, min_points is 0, min_cluster_size (or, by default,
///         min_points) is 1, or a coordinate is not finite.
///
/// Cost: n log n as measured, on lattices, lines and piles of duplicates too (no bound is proved);
/// memory of some 120 bytes per point and, per thread, of 32 min_points numbers.
///
/// Campello, R. J. G. B., Moulavi, D. and Sander, J. (2013). Density-based clustering based on
/// hierarchical density estimates. PAKDD 2013.
Hdbscan hdbscan(std::span<const Point> points, std::span<const std::uint64_t> keys,
                const HdbscanOptions& options = {}, const Control& control = {});

}  // namespace rawan
