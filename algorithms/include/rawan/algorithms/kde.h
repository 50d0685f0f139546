#pragma once

#include <cstdint>
#include <span>

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/grid.h"

namespace rawan {

/// Kernels of statistics.md 4.1; each integrates to 1 over the plane.
enum class Kernel : std::uint8_t { quartic, gaussian };

/// How mass that a kernel would spread beyond the window is dealt with (statistics.md 4.2).
enum class EdgeCorrection : std::uint8_t {
  none,
  uniform,      ///< Divides the sum at u by e(u).
  jones_diggle  ///< Divides each event's kernel by e(x_i): the integral is the sum of weights.
};

struct DensityOptions {
  Kernel kernel = Kernel::quartic;
  Meters bandwidth{};  ///< Quartic: the radius of support. Gaussian: sigma, cut at 5 sigma
                       ///< (4e-6 of each event's weight is lost).
  EdgeCorrection edge = EdgeCorrection::jones_diggle;
};

/// The bandwidth that gives `to` the variance `from` has with `bandwidth` (statistics.md 4.1).
Meters equivalent_bandwidth(Kernel from, Kernel to, Meters bandwidth);

/// Kernel density of weighted events, per square meter, at the centers of the cells.
///
/// @param weights one per event, or empty for 1 each.
/// @param window  1 inside, 0 outside, on the frame of the result; empty values: the whole plane.
///                Cells outside the window are NaN. The correction e is the sum of kernel values
///                over the cells of the window, so that with jones_diggle the sum of the result
///                times the cell's area equals the sum of weights to rounding.
/// @throws ContractViolation if sizes differ, a coordinate is not finite or the bandwidth <= 0.
Grid<double> kernel_density(std::span<const Point> events, std::span<const double> weights,
                            const Grid<std::uint8_t>& window, const DensityOptions& options,
                            const Control& control = {});

}  // namespace rawan
