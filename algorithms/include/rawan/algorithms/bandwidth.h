#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/units.h"

#include <cstddef>
#include <span>
#include <vector>

namespace rawan {

/// Scott's rule in two dimensions: per axis sd_j n^(-1/6) (Scott 1992), as the sigma of a
/// Gaussian kernel; sd with divisor n - 1. 0 where an axis has no spread, or with fewer than two
/// events. @throws ContractViolation if a coordinate is not finite.
struct AxisBandwidths {
  Meters x;
  Meters y;
};
AxisBandwidths scott_bandwidth(std::span<const Point> events);

/// A bandwidth and the criterion that chose it (statistics.md 4.3).
struct BandwidthChoice {
  Meters sigma;                    ///< Of a Gaussian kernel.
  std::vector<Meters> candidates;  ///< Increasing.
  std::vector<double> criterion;   ///< One per candidate; the largest was chosen.
  bool at_end_of_range = false;    ///< The optimum may lie outside the candidates.
};

/// Leave-one-out likelihood cross-validation (Loader 1999) over `candidates`, Gaussian kernel,
/// without edge correction: maximizes the sum of log lambda_-i(x_i), ties to the smaller candidate.
/// Events at one place help each other: duplicates pull the choice towards 0.
///
/// Each density is summed to 1e-9 of itself, however far the nearest event is: the criterion is
/// finite for every candidate.
///
/// @param candidates any order; sorted in the answer.
/// @throws ContractViolation with fewer than two events, no candidate, a candidate that is not
///         positive and finite, or a coordinate that is not finite.
///
/// Cost per candidate: events times events within some 7 sigma, so up to n^2.
BandwidthChoice likelihood_bandwidth(std::span<const Point> events, std::vector<Meters> candidates,
                                     const Control& control = {});

/// The same choice without the whole curve: of a candidate that is surely not the best one the
/// criterion is only what it does not exceed. The dearest candidates, which reach farthest, are
/// nearly always among these.
BandwidthChoice likeliest_bandwidth(std::span<const Point> events, std::vector<Meters> candidates,
                                    const Control& control = {});

/// At most so many places enter `automatic_bandwidth`.
inline constexpr std::size_t kMostPlaces = 2000;

/// A default that can be defended: `likelihood_bandwidth` over the distinct places of the events
/// (reports pinned to one anchor would otherwise pull it to 0), with 24 candidates in equal ratios
/// from half the median distance to the nearest place up to half the longer side of the extent. Of
/// more than kMostPlaces places a fixed random sample of m is used and sigma reduced by
/// (m / n)^(1/6), the rate at which the best bandwidth shrinks with n (Scott 1992).
///
/// With fewer than two places: sigma 0, no candidates, at_end_of_range.
BandwidthChoice automatic_bandwidth(std::span<const Point> events, const Control& control = {});

}  // namespace rawan
