#pragma once

#include "layers.h"
#include "rawan/io/page.h"

namespace rawan::engine {

/// What a head of agency reads: a page in two minutes, then the detail.
io::Document planning_report(const PlanningContext& context);

}  // namespace rawan::engine
