#pragma once

#include "rawan/engine/testimony.h"

#include <cstdint>
#include <vector>

namespace rawan::engine {

/// Positions of testimonies by what they are, never by the rows they stand in: origin, times,
/// source and id. Decides who is counted where not all can be.
std::vector<std::uint32_t> order_of(const Records& records,
                                    const std::vector<Testimony>& testimonies);

}  // namespace rawan::engine
