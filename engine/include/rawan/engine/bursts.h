#pragma once

#include "rawan/engine/testimony.h"

#include <span>
#include <vector>

namespace rawan::engine {

/// Villages in which many reporters turn up at once whom nobody knows: within seven days at least
/// three who were not asked in a dialogue of the patrol log and whose reports nobody verified, and
/// who are half or more of all reporters of the village. They may be right; patrols should look
/// before they believe (reliability.md S18). One per site.
std::vector<bool> unverified_bursts(const Records& records, const Study& study,
                                    std::span<const Testimony> testimonies);

}  // namespace rawan::engine
