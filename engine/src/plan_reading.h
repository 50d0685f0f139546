#pragma once

#include "rawan/engine/stages.h"
#include "rawan/io/field_records.h"
#include "rawan/io/read_inputs.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace rawan::engine {

/// A line of a sheet that fits nowhere into the problem. Its visit is not part of the plan.
struct SheetFault {
  std::string code;  ///< unknown_squad, unknown_code, not_on_duty, order_twice.
  io::RecordRef row;
  std::string squad;
  Day date{};
};

/// A schedule changed by hand, as a plan: its visits in the order of the sheet, at the times of the
/// sheet. A unit leaves its post and takes its break as late or early as the sheet allows.
struct SheetPlan {
  patrol::Plan plan;
  std::vector<SheetFault> faults;  ///< By line.
};

/// The schedule in a CSV, or in its sheet of a workbook as the program wrote it.
io::TableSource schedule_source(const std::filesystem::path& file, const Config& config,
                                const Catalogue& words);

SheetPlan plan_of_sheet(std::span<const io::ScheduledVisit> rows, const Schedule& schedule,
                        const std::vector<io::Squad>& squads, const PatrolConfig& config);

}  // namespace rawan::engine
