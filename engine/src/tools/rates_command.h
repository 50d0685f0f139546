#pragma once

#include "tools/tool.h"

namespace rawan::engine {

/// `rawan rates`: empirical Bayes rates, exceedance, ranks and what the data cannot carry.
ToolRun declare_rates(OptionSet& options);

}  // namespace rawan::engine
