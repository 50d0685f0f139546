#pragma once

#include "rawan/algorithms/weights.h"
#include "rawan/io/feature_set.h"
#include "tools/option_set.h"
#include "tools/tool.h"

#include <optional>
#include <string>
#include <vector>

namespace rawan::engine {

/// Who is whose neighbor.
struct NeighborOptions {
  enum class Rule { queen, rook, band, nearest };
  Rule rule = Rule::queen;
  std::string spec = "queen";
  Meters band;
  std::uint32_t nearest = 0;
  std::optional<Meters> tolerance = {};
  bool row_standardize = false;
};

/// --weights queen|rook|band:LENGTH|nearest:K, --tolerance, --row-standardize.
void add_neighbors(OptionSet& options, NeighborOptions& neighbors);

/// Positions of points, centroids of areas.
std::vector<Point> sites_of(const io::FeatureSet& set);

/// Binary weights without a diagonal, rows not yet standardized; says in the summary how many
/// links and islands there are. @throws ConfigError "usage_weights_areas" for a shared border of
/// points.
Weights neighbor_weights(const NeighborOptions& options, const io::FeatureSet& set,
                         const ToolContext& context, ToolSummary& summary);

}  // namespace rawan::engine
