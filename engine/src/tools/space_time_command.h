#pragma once

#include "tools/tool.h"

namespace rawan::engine {

/// `rawan space-time`: Knox's test, near repeats, emerging hot spots, aoristic weights, trends.
ToolRun declare_space_time(OptionSet& options);

}  // namespace rawan::engine
