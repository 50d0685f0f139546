#pragma once

#include <span>
#include <vector>

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/units.h"

namespace rawan {

/// Scott's rule in two dimensions: per axis sd_j n^(-1/6) (Scott 1992), as the sigma of a
/// Gaussian kernel. 0 where an axis has no spread.
struct AxisBandwidths {
  Meters x;
  Meters y;
};
AxisBandwidths scott_bandwidth(std::span<const Point> events);

/// A bandwidth and the criterion that chose it (statistics.md 4.3).
struct BandwidthChoice {
  Meters sigma;                      ///< Of a Gaussian kernel.
  std::vector<Meters> candidates;    ///< Increasing.
  std::vector<double> criterion;     ///< One per candidate; the largest was chosen.
  bool at_end_of_range = false;      ///< The optimum may lie outside the candidates.
};

/// Leave-one-out likelihood cross-validation (Loader 1999) over `candidates`, Gaussian kernel,
/// without edge correction: maximizes the sum of log lambda_-i(x_i).
/// Events at one place help each other: duplicates pull the choice towards 0.
BandwidthChoice likelihood_bandwidth(std::span<const Point> events,
                                     std::vector<Meters> candidates, const Control& control = {});

}  // namespace rawan
