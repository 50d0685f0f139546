#pragma once

#include "part_store.h"

#include <vector>

namespace rawan::engine {

/// The layers of all parts, those of one name as one: its pieces are those of the parts, in their
/// order. Takes the layers out of the parts. @param store has kept them, and is asked for each
/// piece.
std::vector<io::LayerPieces> join_layers(std::vector<KeptPart>& parts, const PartStore& store);

/// One raster in degrees. A cell that several parts claim, as their own cells lie over the border,
/// is the first's; what is nobody's is NaN. Without cells: empty.
Grid<double> join_density(const std::vector<Part>& parts, Meters cell);

/// A figure over all parts.
std::int64_t sum_of(const std::vector<Part>& parts, const std::string& figure);

}  // namespace rawan::engine
