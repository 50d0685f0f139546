#pragma once

#include "rawan/algorithms/adaptive_density.h"
#include "rawan/algorithms/control.h"
#include "rawan/algorithms/grid.h"
#include "rawan/algorithms/kde.h"

#include <cstdint>
#include <span>

namespace rawan {

/// Events with their weights; no weights: 1 each.
struct WeightedPoints {
  std::span<const Point> events;
  std::span<const double> weights;
};

struct RelativeRiskOptions {
  Kernel kernel = Kernel::gaussian;
  Meters bandwidth{};        ///< Global, h0; common to both densities.
  Meters pilot_bandwidth{};  ///< Of the pilot, the density of both patterns together; 0: all
                             ///< kernels have the global bandwidth.
  EdgeCorrection edge = EdgeCorrection::uniform;
  double trim = 5.0;
  /// Where the reference density is below this share of its mean over the window, nothing was
  /// exposed and no risk is told. A density f below its own such floor is raised to it.
  double floor = 0.01;
  /// Added to both densities before the logarithm, as a share of the largest reference density:
  /// draws the ratio to 0 where both are small. The floor then only blanks.
  double shrinkage = 0.0;
};

/// How much denser one pattern is than another, as densities that each integrate to 1 over the
/// window. Grids are NaN outside of the window and where `exposed` is 0.
struct RelativeRisk {
  Grid<double> log_ratio;         ///< log f - log g; always finite where there is a value.
  Grid<double> z;                 ///< log_ratio over its standard deviation if f = g.
  Grid<double> p;                 ///< P(Z >= z): small where f is above g by more than chance.
  Grid<std::uint8_t> exposed;     ///< 1 where the reference density reaches the floor.
  Grid<double> cases;             ///< f; not blanked by `exposed`.
  Grid<double> reference;         ///< g.
  AbramsonBandwidths bandwidths;  ///< Of the cases, then of the reference, one list.
};

/// Log relative risk with symmetric smoothing (statistics.md 4.6; Davies & Hazelton 2010; Davies,
/// Jones & Hazelton 2016): one pilot and one gamma from both patterns together, so that f and g
/// have the same h(u) at each place and the biases of the two cancel where f = g.
///
/// Tolerance (Hazelton & Davies 2009): Var log f = R(u) / (n h(u)^2 p(u)), with p the density of
/// both patterns together, R(u) = h(u)^2 times the integral over the window of the squared kernel
/// of bandwidth h(u) around u, over e(u)^2 (R(K) far from the border), n = (sum w)^2 / sum w^2.
/// Log f and log g are independent. The approximation is asymptotic: it needs many events under
/// each kernel.
///
/// @throws ContractViolation as `adaptive_density` does, if a pattern has no positive weight, or
///         floor or shrinkage is negative or not finite.
/// Cost: that of three adaptive densities and of `mass_of_own_kernels`.
RelativeRisk relative_risk(const WeightedPoints& cases, const WeightedPoints& reference,
                           const Grid<std::uint8_t>& window, const RelativeRiskOptions& options,
                           const Control& control = {});

}  // namespace rawan
