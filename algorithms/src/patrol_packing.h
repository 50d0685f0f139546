#pragma once

#include "patrol_route_pool.h"

#include <cstdint>
#include <vector>

namespace rawan::patrol {

/// One route of the pool, or none, for each shift.
using Packing = std::vector<std::vector<std::uint32_t>>;

/// The routes that together are worth most, no stop more often than it may be: branch and bound
/// with prices of stops by a Lagrangian relaxation (Fisher 1981). Stops after a fixed number of
/// nodes; nothing better than `least` found: empty.
Packing best_packing(const Model& model, const RoutePool& pool, std::int64_t least);

/// What a visit is worth in a packing: its points, and far more if it is a duty.
std::int64_t packed_worth(const Model& model, std::uint32_t stop);

}  // namespace rawan::patrol
