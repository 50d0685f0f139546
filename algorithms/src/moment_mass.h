#pragma once

#include "kernel_stamp.h"
#include "kernel_sum.h"

#include <span>
#include <vector>

namespace rawan {

/// The masses of kernel_sum.h for a kernel that is a power of (reach^2 - r^2). What the inner
/// cells of the disc around an event add is a polynomial in the place of the event.
/// @param lattice the frame of the window, as much wider on each side as an event reaches.
/// @param events  in the order of sort_by_cell.
std::vector<double> moment_masses(const KernelShape& shape, const Grid<std::uint8_t>& window,
                                  const GridFrame& lattice, std::span<const WeightedEvent> events);

}  // namespace rawan
