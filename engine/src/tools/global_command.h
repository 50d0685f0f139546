#pragma once

#include "tools/tool.h"

namespace rawan::engine {

/// `rawan global`: Moran's I, Geary's C, general G or Moran's I of rates, with their moments.
ToolRun declare_global(OptionSet& options);

}  // namespace rawan::engine
