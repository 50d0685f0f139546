#pragma once

#include "rawan/io/field_records.h"
#include "rawan/io/read_inputs.h"

#include <vector>

namespace rawan::io {

/// A schedule as `rawan` wrote it and people changed it. Rows of stops left out by hand are simply
/// not there.
std::vector<ScheduledVisit> read_schedule(const TableSource& source, Ledger& ledger);
/// A copy of the schedule with the marks and remarks of commanders.
/// @throws InputError "formula_in_cell" if the sheet computes anything.
OverrideSheet read_overrides(const TableSource& source, Ledger& ledger);
/// Scans of the codes of stops. A visit lasts from the first scan of its code to the last one.
/// @param schedule the one the codes were printed for, or a copy of it.
CheckinTable read_checkins(const TableSource& source, const OverrideSheet& schedule,
                           const Region& region, const ReadRules& rules, Ledger& ledger);

}  // namespace rawan::io
