#pragma once

#include "rawan/algorithms/cluster_significance.h"
#include "rawan/algorithms/hdbscan.h"
#include "rawan/io/feature_set.h"
#include "tools/cluster_options.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan::engine {

/// Clusters by any of the methods.
struct FoundClusters {
  std::vector<std::int32_t> label;        ///< 0 ... clusters-1, or kNoise.
  std::vector<std::uint32_t> size;        ///< By cluster.
  std::vector<std::uint8_t> is_core;      ///< By point; not from hdbscan.
  std::vector<double> probability;        ///< By point; from hdbscan, as the next.
  std::vector<HdbscanCluster> hierarchy;  ///< By cluster.

  /// The points of each cluster, in their order.
  std::vector<std::vector<Point>> members(std::span<const Point> points) const;
};

/// @param times in seconds, for st-dbscan; else none.
FoundClusters find_clusters(const ClusterRequest& request, std::span<const Point> points,
                            std::span<const double> times, const Control& control);

/// Tests of the clusters under "reports fall where women were asked"; read beside the input.
/// @throws InputError "no_effort" if no place has effort above 0.
ClusterTest test_clusters(const ClusterRequest& request, const FoundClusters& found,
                          std::span<const double> times, const io::FeatureSet& main,
                          const ToolContext& context, ToolSummary& summary);

}  // namespace rawan::engine
