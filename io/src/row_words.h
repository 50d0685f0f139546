#pragma once

#include "raw_record.h"

namespace rawan::io {

/// A line of sums: its first text is "Jumlah", "Total" and the like; if more words follow there,
/// everything else in the record is a number.
bool is_total_row(const RawRecord& record);

/// The line "1, 2, 3, ..." or "(1), (2), ..." that Indonesian tables put below the header.
bool is_column_numbers(const RawRecord& record);

}  // namespace rawan::io
