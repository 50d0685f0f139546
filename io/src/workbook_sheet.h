#pragma once

#include "sheet_scan.h"
#include "workbook.h"

#include <string>

namespace rawan::io {

struct ChosenSheet {
  Sheet sheet;
  SheetScan scan;
  bool skipped_empty = false;  ///< Other visible sheets have no values at all.
};

/// The sheet of that name, else the only visible one that is not empty. Hidden sheets are read by
/// name only.
/// @throws InputError "which_layer", "layer_not_found" (the detail lists the visible names),
///         "sheet_truncated".
ChosenSheet choose_sheet(const Workbook& workbook, const std::string& wanted,
                         const std::string& path);

}  // namespace rawan::io
