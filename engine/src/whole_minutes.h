#pragma once

#include "rawan/algorithms/patrol_plan.h"

namespace rawan::engine {

/// The plan with every time on a full minute, as sheets show them. Of a problem whose own times
/// are full minutes a plan without faults stays one: all times are rounded down together, and
/// differences of full minutes between them are kept. The score is that of the rounded stays.
patrol::Plan in_whole_minutes(const patrol::Plan& plan, const patrol::Problem& problem);

}  // namespace rawan::engine
