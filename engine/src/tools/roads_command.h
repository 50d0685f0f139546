#pragma once

#include "tools/tool.h"

namespace rawan::engine {

/// rawan roads: roads of OpenStreetMap or of lines as a network with travel times.
ToolRun declare_roads(OptionSet& options);

}  // namespace rawan::engine
