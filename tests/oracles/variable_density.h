#pragma once

#include "rawan/algorithms/variable_density.h"

#include <span>

namespace rawan::oracle {

/// Density and standard error of events with bandwidths of their own, by loops over all cells and
/// events with the printed formulas.
DensityEstimate variable_density(std::span<const Point> events, std::span<const double> weights,
                                 std::span<const Meters> bandwidths,
                                 const Grid<std::uint8_t>& window,
                                 const VariableDensityOptions& options);

}  // namespace rawan::oracle
