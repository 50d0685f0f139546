#pragma once

#include "layer_crs.h"
#include "village_rows.h"

#include <vector>

namespace rawan::io {

/// Reads the polygons of the rows that are not out, in the order of reliability.md D5: finite, CRS
/// resolved, in range, rings, valid or repaired.
/// @return a note on the source if Z or M was left behind.
/// @throws InputError "count_mismatch" if the layer now has other features than before,
///         "crs_range_conflict", "axes_swapped" if most features lie where they cannot,
///         "not_polygons" if none is a polygon.
std::vector<std::string_view> read_village_shapes(const ChosenLayer& chosen, const LayerCrs& crs,
                                                  const VillageSource& source,
                                                  std::vector<VillageRow>& rows,
                                                  const Control& control);

}  // namespace rawan::io
