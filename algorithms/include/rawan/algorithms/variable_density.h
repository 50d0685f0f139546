#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/grid.h"
#include "rawan/algorithms/kde.h"
#include "rawan/algorithms/units.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

struct VariableDensityOptions {
  Kernel kernel = Kernel::gaussian;
  EdgeCorrection edge = EdgeCorrection::jones_diggle;
  /// One per cell, meters; asked for by `uniform` alone, whose e(u) is the mass of the kernel of
  /// this bandwidth around u. NaN allowed outside of the window.
  std::span<const double> bandwidth_of_cells;
  bool standard_error = false;
};

struct DensityEstimate {
  Grid<double> density;         ///< Per square meter; NaN outside of the window.
  Grid<double> standard_error;  ///< Same unit; no values unless asked for.
};

/// Kernel density of events that each have a bandwidth of their own (as `kernel_density` measures
/// it), with the window and the corrections of `kernel_density`.
///
/// The standard error is that of a Poisson process whose intensity the events estimate: the square
/// root of sum_i (w_i k_i(u - x_i) / e)^2, where e is that of the correction.
///
/// Exact: each kernel is taken at each center in its reach (Gaussian: 6.5 sigma; less than 1e-9 of
/// its peak is cut off). An event whose kernel reaches no center of the window gives its weight to
/// the nearest cell of it with jones_diggle and nothing otherwise. The result does not depend on
/// the order of events, nor on threads, to the last bit.
///
/// @param weights    one per event, or empty for 1 each.
/// @param bandwidths one per event.
/// @throws ContractViolation if sizes differ, a number is not finite, a bandwidth is not positive,
///         `uniform` has no bandwidth for a cell of the window, or there are events but no cell.
///
/// Cost: events times cells in reach, some three times that with jones_diggle (uniform: cells
/// times cells in reach besides). Memory: one grid, two with the standard error.
DensityEstimate variable_density(std::span<const Point> events, std::span<const double> weights,
                                 std::span<const Meters> bandwidths,
                                 const Grid<std::uint8_t>& window,
                                 const VariableDensityOptions& options,
                                 const Control& control = {});

/// The standard error of `kernel_density` with the same arguments: `variable_density` with one
/// bandwidth.
Grid<double> density_standard_error(std::span<const Point> events, std::span<const double> weights,
                                    const Grid<std::uint8_t>& window, const DensityOptions& options,
                                    const Control& control = {});

/// Bandwidths of a Gaussian density of events whose places are uncertain (statistics.md 4.5):
/// sqrt(sigma^2 + s_i^2). For the Gaussian alone: the sum of a normal error and a normal kernel is
/// normal, for no other kernel is there such a rule.
/// @param deviations standard deviation of each place per axis, 0 or more.
/// @throws ContractViolation if sigma is not positive or a deviation is negative or not finite.
std::vector<Meters> bandwidths_of_uncertain(Meters sigma, std::span<const Meters> deviations);

/// e(u) of `uniform` for each cell of the window, NaN elsewhere: the sum over the cells of the
/// window of the kernel of bandwidth_of_cells[u] around u times the area of a cell, with the
/// kernel to the first power; `squared`: the integral of the squared kernel instead.
Grid<double> mass_of_own_kernels(Kernel kernel, std::span<const double> bandwidth_of_cells,
                                 const Grid<std::uint8_t>& window, bool squared = false,
                                 const Control& control = {});

}  // namespace rawan
