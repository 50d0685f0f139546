#pragma once

#include "tools/tool.h"

namespace rawan::engine {

/// `rawan cluster`: density clusters in space, or in space and time; their outlines, p-values and
/// ids that persist.
ToolRun declare_cluster(OptionSet& options);

}  // namespace rawan::engine
