#pragma once

#include "part.h"

#include <vector>

namespace rawan::engine {

/// The layers of all parts, those of one name as one: rows in the order of the parts. Empties them.
std::vector<io::Layer> join_layers(std::vector<Part>& parts);

/// One raster in degrees. A cell that several parts claim, as their own cells lie over the border,
/// is the first's; what is nobody's is NaN. Without cells: empty.
Grid<double> join_density(const std::vector<Part>& parts, Meters cell);

/// A figure over all parts.
std::int64_t sum_of(const std::vector<Part>& parts, const std::string& figure);

}  // namespace rawan::engine
