#pragma once

#include "rawan/algorithms/bandwidth.h"
#include "tools/density_options.h"

#include <span>
#include <vector>

namespace rawan::engine {

/// The bandwidth to use, in the measure of the kernel, and how it was found.
struct ChosenBandwidth {
  Meters bandwidth;
  BandwidthChoice choice;  ///< No candidates where there is no criterion.
};

/// As asked for, or by the rule. Of many places a fixed sample is used, and a warning says so.
/// @throws InputError "no_spread" where the events give no bandwidth.
ChosenBandwidth choose_density_bandwidth(const DensityRequest& request,
                                         std::span<const Point> events,
                                         const std::vector<Polygon>& window,
                                         const ToolContext& context, ToolSummary& summary);

}  // namespace rawan::engine
