#pragma once

#include "roads/road_network.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace rawan::engine {

/// Numbers nodes in the order given and islands by length, sorts the stretches and hashes them.
/// @param before the order of the numbers `from` and `to` have now.
RoadNetwork finished(std::vector<RoadStretch> stretches,
                     const std::function<bool(std::uint32_t, std::uint32_t)>& before);

}  // namespace rawan::engine
