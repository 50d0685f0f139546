#pragma once

#include "gate_parts.h"

namespace rawan::engine {

/// What planners see of the villages over the whole period; one per site. A band that was shown
/// before is repeated until k people came or went.
/// @param doubtful one per testimony: counted, but never makes a village safe to show
/// @param rates    one per site: said where the band is
/// @param record   what the ledger must remember
std::vector<PlannedVillage> planned_villages(const std::vector<Testimony>& all,
                                             const std::vector<bool>& doubtful,
                                             const Results& results, const Config& config,
                                             const TierPolicy& policy, const Memory& memory,
                                             const std::vector<std::optional<RateRange>>& rates,
                                             std::vector<io::LedgerCell>& record);

/// How things came to be known, each way as the class of its people: "asked 50+, seen 10-19".
std::string sources_in_classes(const std::vector<Testimony>& all, const TierPolicy& policy);

}  // namespace rawan::engine
