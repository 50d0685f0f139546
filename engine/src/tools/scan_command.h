#pragma once

#include "tools/tool.h"

namespace rawan::engine {

/// `rawan scan`: the most likely clusters of cases in space, or in space and time.
ToolRun declare_scan(OptionSet& options);

}  // namespace rawan::engine
