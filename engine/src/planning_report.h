#pragma once

#include "layers.h"
#include "rawan/io/page.h"

namespace rawan::engine {

/// What a head of agency reads: a page in two minutes, then the detail.
io::Document planning_report(const PlanningContext& context);

/// What anyone may read: noisy counts and how to read them.
io::Document open_report(const OpenContext& context);

}  // namespace rawan::engine
