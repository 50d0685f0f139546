#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/grid.h"

#include <span>
#include <vector>

namespace rawan {

/// The area where a surface is at least as high as a level, one polygon per level in the order of
/// `levels`; empty where the surface never reaches it.
///
/// The surface is taken as linear along the lines between neighboring centers (marching squares).
/// Where two opposite corners of a square of centers reach the level and two do not, the mean of
/// the four decides whether the high ones are joined. A center without a value (NaN) reaches no
/// level; the border then runs halfway to it, and along the edge of the frame. So areas are nested:
/// that of a higher level lies in that of a lower one.
///
/// Polygons are valid by the OGC rules and rings of one level never touch: a crossing is kept
/// 1e-6 of a cell away from the centers. Parts are in order of their first cell (row by row), outer
/// rings counter-clockwise, holes clockwise.
///
/// @throws ContractViolation if a value is infinite or a level is not finite.
/// Cost: the cells, per level.
std::vector<Polygon> contours(const Grid<double>& surface, std::span<const double> levels);

/// For each share q in (0, 1], the highest level for which the cells that reach it hold at least
/// the share q of the sum of all values: with 0.5, the level of the smallest area that holds half
/// of the events (its cells, not yet cut by `contours`). +infinity if there is no positive value.
///
/// @throws ContractViolation if a value is negative or infinite or a share is out of range.
std::vector<double> mass_levels(const Grid<double>& surface, std::span<const double> shares);

}  // namespace rawan
