#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/grid.h"
#include "rawan/algorithms/kde.h"
#include "rawan/algorithms/variable_density.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// Bandwidths that follow the square root law (statistics.md 4.4):
/// h(u) = h0 f~(u)^(-1/2) / gamma, at most `limit`.
struct AbramsonBandwidths {
  std::vector<Meters> of_events;
  Grid<double> of_cells;    ///< h(u) in meters; NaN where the pilot has no value.
  double gamma = 0.0;       ///< exp(mean of log f~(x_i)^(-1/2)), by weight.
  Meters limit;             ///< `trim` times the median of the events' bandwidths, by weight.
  std::size_t trimmed = 0;  ///< Events whose bandwidth was cut to the limit.
};

/// The pilot is read in the cell an event lies in, or, where that has no positive value, in the
/// nearest cell that has one. Its scale does not matter. A pilot without any positive value (all
/// kernels between the centers of cells) gives every event the global bandwidth.
///
/// @param weights one per event, or empty for 1 each; an event of weight 2 counts as two events.
/// @param global  h0, the bandwidth of an event at the geometric mean of the pilot.
/// @throws ContractViolation if sizes differ, a number is not finite, a weight or a value of the
///         pilot is negative, the global bandwidth is not positive, trim is below 1, or there are
///         events but no positive weight.
AbramsonBandwidths abramson_bandwidths(std::span<const Point> events,
                                       std::span<const double> weights, const Grid<double>& pilot,
                                       Meters global, double trim = 5.0);

struct AdaptiveOptions {
  Kernel kernel = Kernel::gaussian;
  Meters bandwidth{};        ///< Global, h0.
  Meters pilot_bandwidth{};  ///< Of the fixed density that serves as pilot.
  EdgeCorrection edge = EdgeCorrection::jones_diggle;  ///< Of the pilot as well.
  double trim = 5.0;
  bool standard_error = false;  ///< Given the bandwidths, which are themselves estimates.
};

struct AdaptiveDensity {
  DensityEstimate estimate;
  AbramsonBandwidths bandwidths;
  Grid<double> pilot;
};

/// Abramson's adaptive kernel density (Abramson 1982; Davies & Hazelton 2010): narrow kernels where
/// events are many, wide ones where they are few. A fixed density gives the pilot, the pilot the
/// bandwidths, `variable_density` the answer. `uniform` divides by the mass around u of the kernel
/// of bandwidth h(u).
///
/// @param window as in `kernel_density`; of empty values, the pilot is known on the frame alone.
/// @throws ContractViolation as `kernel_density` and `abramson_bandwidths` do.
/// Cost: that of `kernel_density` plus that of `variable_density`. Nothing is binned.
AdaptiveDensity adaptive_density(std::span<const Point> events, std::span<const double> weights,
                                 const Grid<std::uint8_t>& window, const AdaptiveOptions& options,
                                 const Control& control = {});

}  // namespace rawan
