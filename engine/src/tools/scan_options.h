#pragma once

#include "rawan/algorithms/scan_statistic.h"
#include "tools/neighbor_options.h"
#include "tools/option_set.h"
#include "tools/tool.h"
#include "tools/tool_input.h"
#include "tools/tool_output.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rawan::engine {

/// What `rawan scan` was asked for.
struct ScanRequest {
  InputOptions input;
  OutputOptions output;
  std::string clusters_path;
  PictureOptions picture = {};
  std::string model = "poisson";
  std::string shape = "circular";
  std::string distance = "plane";
  std::string cases;
  std::string population;
  std::string site;
  std::string time;
  std::optional<std::chrono::seconds> period;
  std::optional<std::chrono::seconds> look_interval;
  bool prospective = false;
  double max_share = 0.5;
  double max_duration = 0.5;
  std::uint32_t min_cases = 2;
  std::vector<EllipseFamily> ellipses = {{1.5, 4}, {2.0, 6}, {3.0, 9}, {4.0, 12}, {5.0, 15}};
  double ellipse_penalty = 1.0;
  std::uint32_t nearest = 15;
  double mid_p = 0.2;
  NeighborOptions neighbors;
  std::uint32_t replicates = 999;
  std::uint32_t stop_after = 0;
  std::uint64_t seed = 1;
  double alpha = 0.05;

  bool in_time() const { return model.starts_with("space-time"); }
  bool needs_population() const { return model != "space-time-permutation"; }
  bool on_globe() const { return distance == "great-circle"; }
};

void add_scan_options(OptionSet& options, ScanRequest& request);

/// @throws ConfigError "usage_scan_..." for options that do not go together.
void check(const ScanRequest& request, const ToolContext& context);

}  // namespace rawan::engine
