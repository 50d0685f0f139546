#pragma once

#include "tools/tool.h"

namespace rawan::engine {

/// `rawan density`: kernel density of points, its error, contours and sums, or relative risk.
ToolRun declare_density(OptionSet& options);

}  // namespace rawan::engine
