#pragma once

#include "gate_parts.h"

namespace rawan::engine {

/// The evidence table of domain.md 3.2, by key. Effort and squads are exact; what women told is
/// shown in classes, as one problem of suppression, and repeated until k people came or went.
/// @param efforts of efforts_of_areas()
/// @param counts  as planners see them
/// @param record  what the ledger must remember
/// @throws GateRefusal (7) "gate_determined"
std::vector<ApeFigure> ape_figures(const std::vector<Testimony>& all,
                                   const std::vector<bool>& doubtful, const Results& results,
                                   const Config& config, const TierPolicy& policy,
                                   const Memory& memory, const std::vector<AreaEffort>& efforts,
                                   const std::vector<AreaCount>& counts,
                                   std::vector<io::LedgerCell>& record);

}  // namespace rawan::engine
