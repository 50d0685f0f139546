#pragma once

#include "tools/tool.h"

namespace rawan::engine {

/// `rawan local`: Gi, Gi*, local Moran's I or local Geary's c of every feature.
ToolRun declare_local(OptionSet& options);

}  // namespace rawan::engine
