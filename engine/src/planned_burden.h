#pragma once

#include "gate_parts.h"

namespace rawan::engine {

/// Who carries how much of the patrols, for planners. Of the results only effort and registers are
/// read; all that was told comes from what was already cleared, so that nothing new can be computed
/// from the table: the estimate from the bands of villages, the reports from the classes of counts.
/// @param villages one per site
std::vector<PlannedBurden> planned_burden(const std::vector<PlannedVillage>& villages,
                                          const std::vector<AreaCount>& counts,
                                          const Results& results, const Config& config);

}  // namespace rawan::engine
