#pragma once

#include "rawan/engine/config.h"
#include "rawan/engine/study.h"
#include "rawan/io/read_field.h"

namespace rawan::engine {

/// Reads the scans of the codes of stops. Visits scanned before the plan begins become effort: one
/// visit of a squad, village and day, with the minutes of all its stops there. Where the patrol log
/// has that visit its minutes are replaced, so nothing is counted twice. Later ones belong to the
/// plan that is about to be made, or to a plan after it, and do not change it.
void add_checkins(const Config& config, const io::Region& region, const io::ReadRules& rules,
                  Records& records);

struct DwellSums {
  std::size_t timed = 0;   ///< Visits with arrival and departure.
  std::size_t open = 0;    ///< With an arrival alone.
  std::size_t unseen = 0;  ///< Never scanned.
  double planned = 0.0;    ///< Minutes of those timed.
  double actual = 0.0;
};
DwellSums dwell_sums(const io::CheckinTable& table);

}  // namespace rawan::engine
