#pragma once

#include "rawan/algorithms/bandwidth.h"
#include "rawan/algorithms/control.h"
#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/grid.h"
#include "rawan/algorithms/kde.h"
#include "rawan/algorithms/units.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// Esri's rule, as the radius of a quartic kernel (statistics.md 4.3):
/// 0.9 min(SD, Dm / sqrt(ln 2)) n^(-1/5), where SD is the standard distance with divisor n and Dm
/// the median distance to the mean center. 0 for fewer than two events or without spread.
/// @throws ContractViolation if a coordinate is not finite.
Meters esri_radius(std::span<const Point> events);

/// Terrell's oversmoothing bound, as the sigma of a Gaussian kernel: the bandwidth that is best for
/// the smoothest of all densities of the same variance, so no density asks for a wider one
/// (Terrell 1990): s (d R(K) / (n V))^(1/6) = s (1.6276 / n)^(1/6) in the plane, with
/// V = 0.3072 / pi and s^2 the mean of the variances (divisor n - 1) of both axes. 0 for fewer
/// than two events or without spread. @throws ContractViolation if a coordinate is not finite.
Meters terrell_bandwidth(std::span<const Point> events);

/// Bandwidths in equal ratios from half the median distance between a place and the nearest other
/// one up to half the longer side of the extent. Empty with fewer than two distinct places.
/// @throws ContractViolation if a coordinate is not finite or count is below 2.
std::vector<Meters> bandwidth_candidates(std::span<const Point> events, std::size_t count = 48);

/// Leave-one-out likelihood with edge correction (Loader 1999): maximizes
/// sum_i log lambda_-i(x_i) - integral over the window of lambda, Gaussian kernel, ties to the
/// smaller candidate. With `none` and `jones_diggle` the integral is the number of events (over the
/// plane, and over the window); with `uniform` it is computed. The mass e of a kernel in the window
/// is the exact integral over its cells, for any sigma.
///
/// @param window as in `kernel_density`; of empty values there is no edge to correct.
/// @throws ContractViolation as `likelihood_bandwidth`, or if there is no cell in the window.
/// Cost per candidate: that of `likelihood_bandwidth` and events times cells in reach: a coarse
/// window will do, since only the masses depend on its cells.
BandwidthChoice likelihood_bandwidth_in(const Grid<std::uint8_t>& window, EdgeCorrection edge,
                                        std::span<const Point> events,
                                        std::vector<Meters> candidates,
                                        const Control& control = {});

/// Cronie & van Lieshout (2018): the sum of 1 / lambda(x_i), each event itself counted and edges
/// not corrected, comes closest to the area of the window. The criterion is minus the square of the
/// difference: its largest value was chosen.
///
/// @throws ContractViolation as `likelihood_bandwidth`, or if the area is not positive.
BandwidthChoice cronie_van_lieshout_bandwidth(std::span<const Point> events, SquareMeters area,
                                              std::vector<Meters> candidates,
                                              const Control& control = {});

/// Berman & Diggle (1989): the sigma for which the mean squared error of a density with the uniform
/// kernel of radius h = 2 sigma (equal variance) is least, for a Cox process whose K function is
/// that of the events:
///     M(h) = (1 / lambda - 2 K(h)) / (pi h^2) + integral of lens_h dK / (pi h^2)^2,
/// lens_h(r) the area two discs of radius h have in common at distance r. K has Ripley's isotropic
/// edge correction, exact for the polygon, with weights up to 100; the integral is the sum over
/// pairs. The criterion is -M: its largest value was chosen.
///
/// @param window       holds all events.
/// @param pattern_size if the events are a random sample: the number they were taken from. K is
/// that
///                     of the whole pattern, lambda is not. 0: the events are all.
/// @throws ContractViolation as `likelihood_bandwidth`, or if the window has no area or does not
///         cover an event.
/// Cost: events times edges of the window, and the pairs nearer than 4 times the largest candidate
/// times (candidates + the edges that a circle meets).
BandwidthChoice berman_diggle_bandwidth(std::span<const Point> events, const Polygon& window,
                                        std::vector<Meters> candidates, const Control& control = {},
                                        std::size_t pattern_size = 0);

/// Equal steps up to a sixteenth of the shorter side of the window's box, beyond which the pairs
/// that K needs (4 sigma apart) are farther from each other than a quarter of the window.
/// @throws ContractViolation if the window has no extent or count is 0.
std::vector<Meters> berman_diggle_candidates(const Polygon& window, std::size_t count = 128);

/// Ripley's K with the isotropic edge correction, at each distance:
/// area / (n (n - 1)) times the sum over ordered pairs at most so far apart of the inverse of the
/// part of the circle around the first through the second that lies in the window.
/// @throws ContractViolation as above, or if a distance is negative or not finite.
std::vector<double> ripley_k(std::span<const Point> events, const Polygon& window,
                             std::span<const Meters> distances);

}  // namespace rawan
