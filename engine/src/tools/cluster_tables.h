#pragma once

#include "rawan/algorithms/cluster_identity.h"
#include "rawan/io/feature_set.h"
#include "tools/cluster_methods.h"
#include "tools/cluster_options.h"

#include <string>
#include <vector>

namespace rawan::engine {

/// All that is known of the clusters.
struct ClusterResults {
  FoundClusters found;
  ClusterIdentity identity;
  std::vector<double> p;  ///< By cluster; empty without effort.

  std::vector<std::int64_t> ids_of_points() const;  ///< Negative: in no cluster.
};

struct ClusterOutlines {
  std::vector<Polygon> areas;
  std::vector<std::string> how;  ///< "hull", "alpha" or "buffer": members that span no area.
};

/// One outline per cluster. Where the alpha shape is empty it is the hull.
ClusterOutlines outline_clusters(const ClusterRequest& request, const FoundClusters& found,
                                 std::span<const Point> points, const ToolContext& context);

/// The input with the cluster of each point.
io::FeatureTable point_table(io::FeatureSet& input, const ClusterResults& results,
                             const ToolContext& context, ToolSummary& summary);

io::FeatureTable outline_table(const io::FeatureSet& input, const ClusterResults& results,
                               ClusterOutlines outlines, const ToolContext& context,
                               ToolSummary& summary);

/// Counts, and for programs a list of the clusters.
void tell_clusters(const ClusterResults& results, ToolSummary& summary);

}  // namespace rawan::engine
