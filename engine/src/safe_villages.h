#pragma once

#include "evidence.h"
#include "rawan/engine/gate.h"

namespace rawan::engine {

/// The villages with their bands, where enough people stand behind them; one per site.
std::vector<BandedVillage> band_villages(const std::vector<Testimony>& all, const Results& results,
                                         const Config& config, const TierPolicy& policy);

}  // namespace rawan::engine
