#pragma once

#include "tools/tool.h"

namespace rawan::engine {

/// rawan network-density: kernel density of points along lines, on pieces of the lines.
ToolRun declare_network_density(OptionSet& options);

}  // namespace rawan::engine
