#pragma once

#include "drawing.h"

#include <span>
#include <vector>

namespace rawan::io {

/// The open trace without corners that lie nearer than `tolerance` to the way between those kept;
/// its ends stay. Douglas, D. H. and Peucker, T. K. (1973), The Canadian Cartographer 10.
Trace simplified(const Trace& line, double tolerance);

/// The same for the closed traces of areas. Where more than two borders meet the corner stays, and
/// what two areas share is simplified once: no gap opens between neighbors. A ring that would have
/// fewer than three corners stays as it is. Cost: n log n, where borders wind a lot n^2.
void simplify_borders(std::span<std::vector<Trace>> areas, double tolerance);

}  // namespace rawan::io
