#pragma once

#include "rawan/engine/study.h"

#include <cstdint>
#include <vector>

namespace rawan::engine {

/// How many of a plan's visits are controls.
std::uint32_t control_slots(std::uint32_t slots, const AllocationConfig& config);

/// Visits drawn with equal chances, one entry per site: the same for a seed and a round, whatever
/// is known by then.
std::vector<std::uint32_t> draw_controls(std::size_t sites, std::uint32_t slots, std::uint64_t seed,
                                         std::uint64_t round);

}  // namespace rawan::engine
