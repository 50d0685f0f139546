#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/grid.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// The integral of a surface over each zone, and what is left outside of all of them.
struct ZonalSums {
  std::vector<double> sums;          ///< Values times square meters, one per zone.
  std::vector<SquareMeters> valued;  ///< The part of each zone that lies on cells with a value.
  double outside = 0.0;              ///< The whole surface less the zones.
};

/// Integrates a surface that is constant in each cell, by the exact share of each cell in each
/// zone (the cell clipped by the polygon). Cells without a value (NaN) count for nothing.
///
/// For zones that tile an area, `sums` and `outside` add up to the integral of the surface to some
/// 1e-13 of it, because neighbors take a shared edge from the same numbers. Where zones overlap,
/// the overlap is counted in each of them and taken off `outside` as often.
///
/// @param zones of any orientation; holes count as outside.
/// @throws ContractViolation if a value is infinite or a coordinate of a zone is not finite.
///
/// Cost: per zone its edges times the cells each crosses, and the cells of its box.
ZonalSums zonal_sums(const Grid<double>& surface, std::span<const Polygon> zones,
                     const Control& control = {});

/// Events known by their area alone: each weight spread evenly over the area's share of the cells
/// of the window (statistics.md 4.5), as a density per square meter. An area that has no part of a
/// cell of the window gives its weight to the cell of the window nearest to it, so that the sum of
/// the result times the area of a cell is the sum of weights. NaN outside of the window.
///
/// @param weights one per area, or empty for 1 each.
/// @param window  as in `kernel_density`; empty values: the frame.
/// @throws ContractViolation if sizes differ, a number is not finite or there are areas with a
///         vertex but no cell in the window; an area without a vertex is refused as well.
Grid<double> spread_over_areas(std::span<const Polygon> areas, std::span<const double> weights,
                               const Grid<std::uint8_t>& window);

}  // namespace rawan
