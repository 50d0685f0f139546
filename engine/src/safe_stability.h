#pragma once

#include "rawan/engine/gate.h"

namespace rawan::engine {

/// How sure a hotspot of commanders is: the verdict of the concentration that holds its anchor, or
/// fragile where the analysis finds none. Like every word about what people told it stays until k
/// of those behind its cells came or went. Adds what the ledger must remember.
/// @param people those behind its cells, as the ledger knows them, ascending.
Stability safe_stability(const SafeHotspot& hotspot, std::vector<std::uint64_t> people,
                         const Results& results, const TierPolicy& policy, const Memory& memory,
                         std::vector<io::LedgerCell>& record);

}  // namespace rawan::engine
