#pragma once

#include "tools/tool.h"

namespace rawan::engine {

/// `rawan draw`: columns of any layer or table as a map or a chart. Computes nothing.
ToolRun declare_draw(OptionSet& options);

}  // namespace rawan::engine
