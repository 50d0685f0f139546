#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/grid.h"

#include <cstdint>
#include <span>

namespace rawan {

/// Kernels of statistics.md 4.1; each integrates to 1 over the plane.
enum class Kernel : std::uint8_t {
  quartic,
  gaussian,
  uniform,
  triangular,
  epanechnikov,
  triweight
};

/// How mass that a kernel would spread beyond the window is dealt with (statistics.md 4.2).
enum class EdgeCorrection : std::uint8_t {
  none,
  uniform,      ///< Divides the sum at u by e(u).
  jones_diggle  ///< Divides each event's kernel by e(x_i): the integral is the sum of weights.
};

struct DensityOptions {
  Kernel kernel = Kernel::quartic;
  Meters bandwidth{};  ///< The radius of support. Gaussian: sigma, cut at 6.5 sigma or farther
                       ///< (less than 1e-9 of each event's weight is lost).
  EdgeCorrection edge = EdgeCorrection::jones_diggle;
};

/// The bandwidth that gives `to` the variance `from` has with `bandwidth` (statistics.md 4.1).
Meters equivalent_bandwidth(Kernel from, Kernel to, Meters bandwidth);

/// Kernel density of weighted events, per square meter, at the centers of the cells.
///
/// @param weights one per event, or empty for 1 each.
/// @param window  1 inside, 0 outside, on the frame of the result; empty values: the whole plane,
///                of which the result shows the frame. Cells outside the window are NaN.
///
/// The correction e is the sum of kernel values over the cells of the window (of the endless
/// lattice, if that is the whole plane) times their area, so that with jones_diggle the sum of the
/// result times the cell's area equals the sum of weights to rounding. An event whose kernel
/// reaches no center of the window (a bandwidth below the cell, an event well outside) gives its
/// whole weight to the nearest cell of the window, ties by position: with jones_diggle nothing is
/// lost, so events that do not belong to the window must be left out by the caller. With the other
/// corrections it adds nothing.
///
/// The result does not depend on the order of events, nor on threads, to the last bit. Against the
/// sum of kernels one by one it is exact to 1e-9 of the peak, for the Gaussian to 1e-7.
///
/// @throws ContractViolation if sizes differ, a number is not finite, the bandwidth or the cell is
///         not positive, or there are events but no cell in the window.
///
/// Cost, for events many enough to be worth it: with r the reach in cells, cells x r + events x r
/// (uniform, Epanechnikov, quartic and triweight from r = 8 on). Gaussian from sigma = 1 cell on:
/// cells + events, whatever sigma. Otherwise, and for the triangular kernel, events x cells in
/// reach. `uniform` takes the cells of the window as events once more. Memory: some 100 bytes for
/// each event, and a few grids as large as the frame with twice the reach around it, at most 16
/// times the frame plus 1e6 cells each.
Grid<double> kernel_density(std::span<const Point> events, std::span<const double> weights,
                            const Grid<std::uint8_t>& window, const DensityOptions& options,
                            const Control& control = {});

}  // namespace rawan
