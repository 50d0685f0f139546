#pragma once

#include "rawan/algorithms/geometry.h"
#include "tools/scan_data.h"
#include "tools/scan_options.h"

#include <vector>

namespace rawan::engine {

/// Where a cluster lies, in the metric system: the areas of its sites united; of points the circle
/// or ellipse, drawn halfway to the nearest site outside, or discs around each if it is flexible.
Polygon cluster_shape(const ScanRequest& request, const io::FeatureSet& set, const ScanData& data,
                      const ScanCluster& cluster);

}  // namespace rawan::engine
