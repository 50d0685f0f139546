#pragma once

#include "rawan/io/feature_set.h"
#include "tools/space_time_methods.h"

#include <cstddef>
#include <vector>

namespace rawan::engine {

/// Values of features over steps of time.
struct Series {
  io::FeatureSet set;
  std::size_t steps = 0;
  std::vector<double> values;    ///< step * features + feature.
  std::vector<double> exposure;  ///< Likewise; empty: values are compared as they are.
};

/// From columns of one layer, one per step.
/// @throws ConfigError "usage_exposures"; InputError "cases_without_exposure".
Series read_series(const SpaceTimeOptions& options, io::AcceptedShapes accepted,
                   const ToolContext& context, ToolSummary& summary);

/// From points with a time, counted in areas of another layer by steps that end with the latest.
/// @throws ConfigError "usage_step" for too many steps; InputError "cases_without_exposure".
Series count_series(const SpaceTimeOptions& options, const ToolContext& context,
                    ToolSummary& summary);

}  // namespace rawan::engine
