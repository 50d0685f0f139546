#pragma once

#include "patrol_route.h"

#include <span>

namespace rawan::patrol {

/// The least detour of every stop into a route of a plain model, kNoDetour where there is none:
/// what best_insertion() says of each, for all at once. `detours` has room for model.open.size().
void all_detours(const Model& model, const Route& route, std::span<Time> detours);

}  // namespace rawan::patrol
