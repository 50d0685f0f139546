#pragma once

#include "rawan/engine/testimony.h"

#include <span>
#include <vector>

namespace rawan::engine {

/// Villages in which several reporters turn up at once whom nobody knows: within seven days at
/// least `fewest` who were not asked in a dialogue of the patrol log and whose reports nobody
/// verified, and who are half or more of the people who told of the village. They may be right;
/// patrols should look before they believe (reliability.md S18). One per site.
/// @param fewest one less than the people who make a unit safe to show: so many can be invented
///               around one who is not.
std::vector<bool> unverified_bursts(const Records& records, const Study& study,
                                    std::span<const Testimony> testimonies, std::uint32_t fewest);

/// Testimonies in such bursts that nobody vouches for: they must not make a number safe to show,
/// because whoever invented them knows which of its people are real. One per testimony.
std::vector<bool> doubtful(const Records& records, const Study& study,
                           std::span<const Testimony> testimonies, std::uint32_t fewest);

}  // namespace rawan::engine
