#pragma once

#include "rawan/algorithms/bandwidth.h"
#include "rawan/algorithms/grid.h"
#include "rawan/io/feature_set.h"
#include "tools/density_options.h"
#include "tools/tool_picture.h"

namespace rawan::engine {

/// Events per km2 of events per m2.
Grid<double> per_square_kilometer(Grid<double> density);

/// The zones with the events of a density in each (per m2), and in the summary those outside.
io::FeatureTable zone_table(const Grid<double>& density, const io::FeatureSet& main,
                            const DensityRequest& request, const ToolContext& context,
                            ToolSummary& summary);

/// One area per level where the density (per m2) reaches it; their borders come into the picture.
io::FeatureTable contour_table(const Grid<double>& density, const io::FeatureSet& main,
                               const DensityRequest& request, ToolPicture& picture,
                               const ToolContext& context);

/// One area per p-value where the risk is raised by more than chance at that level; as above.
io::FeatureTable tolerance_table(const Grid<double>& z, const io::FeatureSet& main,
                                 const DensityRequest& request, ToolPicture& picture,
                                 const ToolContext& context);

/// The candidates of a bandwidth and their criterion.
io::FeatureTable curve_table(const BandwidthChoice& choice, const ToolContext& context);

}  // namespace rawan::engine
