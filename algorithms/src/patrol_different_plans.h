#pragma once

#include "patrol_walk.h"

#include <cstdint>
#include <vector>

namespace rawan::patrol {

/// At most `most` of the plans: the first, then always the one whose legs differ most from those
/// of the chosen. Equal plans are taken once. Cost: O(plans x most x visits).
std::vector<Snapshot> different_plans(const std::vector<Snapshot>& plans, std::size_t most);

}  // namespace rawan::patrol
