#pragma once

#include "rawan/engine/schedule.h"
#include "rawan/io/companions.h"

#include <vector>

namespace rawan::engine {

/// Names the plan as drawn and follows what commanders wrote into a copy of its schedule, if the
/// project names one: order and skips change the tours, whose times are computed anew; marks and
/// remarks are kept for the report. A line that was rejected leaves its visit as planned.
/// @throws InputError "override_other_plan", "override_row_unknown", "override_row_twice" with row
///         and column, "override_rows_missing" with their number; as io::read_overrides().
void settle_plan(Schedule& schedule, const std::vector<io::Squad>& squads, const Config& config,
                 const Catalogue& words);

}  // namespace rawan::engine
