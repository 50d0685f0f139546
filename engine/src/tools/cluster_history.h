#pragma once

#include "rawan/algorithms/cluster_identity.h"
#include "rawan/io/feature_set.h"
#include "tools/cluster_methods.h"
#include "tools/cluster_options.h"

#include <vector>

namespace rawan::engine {

/// The ids of the clusters: 1, 2, 3, ... in their order, or those of the previous run. With a key
/// the previous run's points are followed by their keys; without one its outlines by their areas.
/// Splits and mergers are told in the summary.
/// @param keys of the main input; empty without a key.
/// @param outlines of the clusters; needed without a key.
/// @throws InputError "previous_ids" if the previous file's ids are no numbers.
ClusterIdentity identify_clusters(const ClusterRequest& request, const FoundClusters& found,
                                  const io::PackedTexts& keys, std::span<const Polygon> outlines,
                                  const io::FeatureSet& main, const ToolContext& context,
                                  ToolSummary& summary);

}  // namespace rawan::engine
