#pragma once

#include "rawan/algorithms/units.h"
#include "tools/option_set.h"
#include "tools/tool_input.h"
#include "tools/tool_output.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace rawan::engine {

/// How the outline of a cluster is drawn.
struct OutlineChoice {
  std::optional<Meters> alpha = {};  ///< Nothing: the convex hull.
  Meters buffer{10.0};               ///< Around members that span no area.
};

/// What the user asked `rawan cluster` for.
struct ClusterRequest {
  InputOptions input;
  std::string method = {};
  std::optional<Meters> radius = {};
  std::uint32_t min_points = 5;
  std::uint32_t min_cluster_size = 0;  ///< 0: min_points.
  bool single_cluster = false;
  std::string time_column = {};
  std::optional<std::chrono::seconds> time = {};

  std::string outlines = {};  ///< A file of areas.
  bool outline_chosen = false;
  OutlineChoice outline;
  std::optional<Meters> buffer = {};

  std::string previous = {};

  std::string effort = {};
  std::string effort_column = {};
  std::uint32_t replicates = 999;
  std::uint64_t seed = 1;
  std::optional<Meters> jitter = {};

  OutputOptions output;
  PictureOptions picture = {};

  bool hierarchical() const { return method == "hdbscan"; }
  bool timed() const { return method == "st-dbscan"; }
};

void add_cluster_options(OptionSet& options, ClusterRequest& request);

/// Whether the options can be had together.
/// @throws ConfigError "usage_method_needs", "usage_method_other", "usage_cluster_...".
void check_cluster_options(const ClusterRequest& request, const ToolContext& context);

}  // namespace rawan::engine
