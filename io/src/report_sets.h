#pragma once

#include "report_rows.h"

#include <cstdint>

namespace rawan::io {

/// Of all rows with one id in one source system the last edit stays (the latest `reported_at`, then
/// the last row): equal ones are "duplicate_row", others "superseded", and the one that stays notes
/// "id_conflict". Running numbers are ids within equal content only. Rows of equal content under
/// different ids note "content_duplicate". Rejected rows take no part.
/// @return the rows that have an id derived from their words, which another row was given before.
Repeats settle_duplicates(ReportGists& rows);

/// Points shared by at least `pile_size` reports of different places are an office or a default
/// pin: they stand for the village, which the name tells better than the point (domain.md D13).
void settle_piles(ReportGists& rows, std::uint32_t pile_size);

}  // namespace rawan::io
