#pragma once

#include "gate_parts.h"

namespace rawan::engine {

/// The villages with their bands, where enough people stand behind them; one per site. A band that
/// was shown before is repeated until k people came or went.
/// @param record what the ledger must remember.
std::vector<BandedVillage> band_villages(const std::vector<Testimony>& all, const Results& results,
                                         const Config& config, const TierPolicy& policy,
                                         const Memory& memory, std::vector<io::LedgerCell>& record);

}  // namespace rawan::engine
