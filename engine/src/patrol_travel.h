#pragma once

#include "patrol_shifts.h"

namespace rawan::engine {

/// Adds one travel matrix per mode between the places of the schedule, in whole minutes, and which
/// of its legs are estimated.
void add_travel(const std::vector<TravelMode>& modes, const PatrolInputs& inputs,
                Schedule& schedule, const Control& control);

}  // namespace rawan::engine
