#pragma once

#include "rawan/engine/stages.h"

namespace rawan::engine {

/// Adds the villages with their duties, one dialogue stop per village and one patrol stop per
/// concentration area. Places of the stops are numbered from `first_place` on.
void add_stops(const PatrolInputs& inputs, std::uint32_t first_place, Schedule& schedule);

}  // namespace rawan::engine
