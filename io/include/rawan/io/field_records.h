#pragma once

#include "rawan/algorithms/units.h"
#include "rawan/io/issue.h"
#include "rawan/io/village_id.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What comes back from the field: schedules that people wrote into, and scans of codes.
namespace rawan::io {

/// One line of a schedule that people may have changed.
struct ScheduledVisit {
  RecordRef source;
  Day date{};  ///< Of the shift, also after midnight.
  std::string squad_id;
  std::int32_t order = 0;
  std::string stop_id;
  Minutes start{};  ///< Clock; a day is added only where the line says so ("+1").
  Minutes end{};
};

/// One line of a copy of the schedule into which a commander wrote what is to be and what was done.
struct Override {
  RecordRef source;
  std::string plan;  ///< Code of the plan the copy was made from.
  Day date{};        ///< With squad and stop, which visit of the plan it is.
  std::string squad_id;
  std::string stop_id;
  std::string shift_code;
  std::string village_code;
  std::int32_t order = 0;
  std::optional<Minutes> start;  ///< As `ScheduledVisit`; not followed.
  std::optional<Minutes> end;
  bool skip = false;
  bool done = false;
  std::string remarks;   ///< Empty too if they may name or number a person.
  bool is_kept = false;  ///< Not rejected.
};

/// All lines of such a copy, those rejected among them, and the headers of its keys as found.
struct OverrideSheet {
  SourceId source{};
  std::vector<Override> rows;
  std::string plan_header;
  std::string date_header;
  std::string squad_header;
  std::string stop_header;
  std::string start_header;
  std::string order_header;
};

/// A visit of a published schedule, and how long it took by the scans of its code. Times are
/// minutes after midnight of its date, 1440 more on the next day.
struct Dwell {
  RecordRef source;  ///< Of the first scan.
  Day date{};
  std::string squad_id;
  std::string shift_code;
  std::string stop_id;
  VillageId village{};
  std::optional<Minutes> planned;
  std::optional<Minutes> arrived;  ///< Nothing: its code was never scanned.
  std::optional<Minutes> left;     ///< Nothing: scanned once, or the clock cannot be right.
};

/// Scans of the codes of stops beside the schedule the codes were printed for.
struct CheckinTable {
  std::vector<Dwell> visits;   ///< All of the schedule, by date, squad, stop.
  std::uint64_t accepted = 0;  ///< Scans; the three sum to all there are.
  std::uint64_t flagged = 0;
  std::uint64_t rejected = 0;
};

}  // namespace rawan::io
