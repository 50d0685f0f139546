#pragma once

#include "village_rows.h"

#include <vector>

namespace rawan::io {

/// Settles village codes that several rows claim (domain.md B5, reliability.md I01, I02):
/// rows equal in name and polygons are one, the later ones excluded as duplicate_row; rows equal
/// in name whose polygons share nothing but borders are parts of one village and join the first;
/// else nobody can tell which is right and all are rejected as duplicate_code.
void settle_duplicates(std::vector<VillageRow>& rows);

}  // namespace rawan::io
