#pragma once

#include "rawan/algorithms/patrol_plan.h"
#include "rawan/algorithms/units.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace rawan::engine {

/// What became of a line that a commander wrote.
enum class RowResult : std::uint8_t { accepted, flagged, rejected };

/// A line of a commander's copy of the schedule. Of a line that could not be read as a row nothing
/// but its number and the reason is known.
struct FollowUpRow {
  std::uint64_t row = 0;  ///< As a person counts in the sheet.
  Day date{};
  std::string squad;
  std::string stop;         ///< Empty: not known.
  std::size_t planned = 0;  ///< Position in the tour as drawn, from 1.
  std::size_t order = 0;    ///< Position in the tour as changed; 0: skipped.
  bool skipped = false;
  bool done = false;
  std::string remarks;
  RowResult result = RowResult::accepted;
  std::vector<std::string> reasons;   ///< Codes of reasons.
  std::vector<patrol::Fault> faults;  ///< Rules that its change breaks.
};

struct FollowUp {
  std::vector<FollowUpRow> rows;      ///< Every line below the header, by number.
  std::vector<patrol::Fault> faults;  ///< Rules the plan as drawn kept and the changed one breaks.
};

/// The first three sum to the lines there are.
struct FollowUpCounts {
  std::size_t accepted = 0;
  std::size_t flagged = 0;
  std::size_t rejected = 0;
  std::size_t moved = 0;  ///< Neither skipped nor where the plan as drawn had them.
  std::size_t skipped = 0;
  std::size_t done = 0;
  std::size_t remarks = 0;
};
FollowUpCounts counts_of(const FollowUp& follow_up);

}  // namespace rawan::engine
