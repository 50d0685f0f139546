#pragma once

#include "layers.h"
#include "plan_reading.h"

#include <filesystem>

namespace rawan::engine {

/// What is wrong with a schedule changed by hand.
struct PlanJudgment {
  double score = 0.0;
  std::uint64_t rows = 0;
  std::vector<io::Issue> unreadable;     ///< Cells that cannot be read; their lines are left out.
  std::vector<SheetFault> sheet;         ///< Lines that fit nowhere.
  std::vector<patrol::Fault> faults;     ///< Rules broken, duties not met.
  std::vector<patrol::Unserved> beyond;  ///< Duties that would break others: told, not blamed.

  bool is_right() const { return unreadable.empty() && sheet.empty() && faults.empty(); }
};

/// Reads a schedule (CSV, or the sheet of the schedule in the workbook) and judges it. The schedule
/// holds the plan of the sheet afterwards.
/// @throws InputError as io::read_schedule().
PlanJudgment judge_plan(const std::filesystem::path& file, const Registers& registers,
                        Schedule& schedule, const Config& config, const Catalogue& words);

std::string judgment_as_text(const PlanJudgment& judgment, const PatrolContext& context);
std::string judgment_as_json(const PlanJudgment& judgment, const PatrolContext& context);

}  // namespace rawan::engine
