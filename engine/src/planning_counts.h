#pragma once

#include "gate_parts.h"
#include "rawan/algorithms/control.h"

namespace rawan::engine {

/// Counts of people per area and window, and which of them are shown.
struct PlanningCounts {
  std::vector<AreaCount> counts;
  std::vector<io::LedgerCell> record;
  std::uint64_t primary = 0;
  std::uint64_t complementary = 0;
};

/// Counts people once per village and window, so that sums over villages and quarters are sums of
/// what is shown. All windows are repeated as they were until k people came or went in one area.
/// @param doubtful one per testimony: counted, but never makes a number safe to show
/// @throws GateRefusal (7) "gate_determined"
PlanningCounts count_people(const std::string& measure, AreaLevel finest,
                            const std::vector<Testimony>& all, const std::vector<bool>& doubtful,
                            const Results& results, const Config& config, const TierPolicy& policy,
                            const Memory& memory, const Control& control);

}  // namespace rawan::engine
