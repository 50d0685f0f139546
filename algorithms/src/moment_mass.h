#pragma once

#include "disc_cells.h"
#include "kernel_stamp.h"
#include "kernel_sum.h"

#include <span>
#include <vector>

namespace rawan {

/// The masses of kernel_sum.h for a kernel that is a power of (reach^2 - r^2). What cells in
/// reach of a whole source cell add is a polynomial in the place of the event in its cell.
/// @param lattice the frame of the window, `disc.margin` wider on each side.
std::vector<double> moment_masses(const KernelShape& shape, const DiscCells& disc,
                                  const Grid<std::uint8_t>& window, const GridFrame& lattice,
                                  std::span<const WeightedEvent> events);

}  // namespace rawan
