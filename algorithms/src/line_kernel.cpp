#include "line_kernel.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/network_density.h"

#include <cmath>
#include <numbers>

namespace rawan {
namespace {

/// As on a grid: less than 1e-9 of each event's weight is lost.
constexpr double kSigmas = 6.5;

/// The height in the middle for a bandwidth of 1.
double peak(Kernel kernel) {
  switch (kernel) {
    case Kernel::uniform:
      return 1.0 / 2.0;
    case Kernel::triangular:
      return 1.0;
    case Kernel::epanechnikov:
      return 3.0 / 4.0;
    case Kernel::quartic:
      return 15.0 / 16.0;
    case Kernel::triweight:
      return 35.0 / 32.0;
    case Kernel::gaussian:
      break;
  }
  return 0.5 * std::numbers::inv_sqrtpi * std::numbers::sqrt2;
}

}  // namespace

LineKernel::LineKernel(Kernel kernel, Meters bandwidth)
    : kernel_(kernel),
      bandwidth_(bandwidth.value),
      reach_(kernel == Kernel::gaussian ? kSigmas * bandwidth.value : bandwidth.value),
      scale_(peak(kernel) / bandwidth.value) {
  expects(bandwidth.value > 0.0 && std::isfinite(bandwidth.value), "a positive bandwidth");
}

double LineKernel::operator()(double distance) const {
  if (distance > reach_) return 0.0;
  const double u = distance / bandwidth_;
  const double rest = 1.0 - u * u;
  switch (kernel_) {
    case Kernel::uniform:
      return scale_;
    case Kernel::triangular:
      return scale_ * (1.0 - u);
    case Kernel::epanechnikov:
      return scale_ * rest;
    case Kernel::quartic:
      return scale_ * rest * rest;
    case Kernel::triweight:
      return scale_ * rest * rest * rest;
    case Kernel::gaussian:
      break;
  }
  return scale_ * std::exp(-0.5 * u * u);
}

double line_kernel(Kernel kernel, Meters bandwidth, Meters distance) {
  expects(distance.value >= 0.0, "a distance is not negative");
  return LineKernel(kernel, bandwidth)(distance.value);
}

}  // namespace rawan
