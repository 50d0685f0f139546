#pragma once

#include "rawan/algorithms/weights.h"

#include <cstdint>
#include <vector>

namespace rawan {

/// One list per site: the positions of its neighbors in increasing order.
using NeighborLists = std::vector<std::vector<std::uint32_t>>;

Weights binary_weights(const NeighborLists& neighbors);

}  // namespace rawan
