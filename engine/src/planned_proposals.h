#pragma once

#include "gate_parts.h"

namespace rawan::engine {

/// What each village may propose, by site and remedy.
///
/// Women's marks stand behind a proposal where enough of them told of such a place, and only where
/// the village's band is shown; how many is said no more precisely than the band and the counts of
/// the village say it anyway, so that nothing follows for a masked count. It is repeated until k
/// people came or went. Officers' findings are about no person.
/// @param villages as planners see them
/// @param counts as planners see them
/// @param record what the ledger must remember
std::vector<Proposal> planned_proposals(const std::vector<Testimony>& all,
                                        const std::vector<bool>& doubtful, const Results& results,
                                        const Config& config, const TierPolicy& policy,
                                        const Memory& memory,
                                        const std::vector<PlannedVillage>& villages,
                                        const std::vector<AreaCount>& counts,
                                        std::vector<io::LedgerCell>& record);

}  // namespace rawan::engine
