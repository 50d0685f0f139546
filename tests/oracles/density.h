#pragma once

#include "rawan/algorithms/kde.h"

#include <span>

namespace rawan::oracle {

/// The kernel at squared distance r2, per square meter, by the printed formula.
double kernel(const DensityOptions& options, double r2);

/// Kernel density by loops over all cells and events.
Grid<double> kernel_density(std::span<const Point> events, std::span<const double> weights,
                            const Grid<std::uint8_t>& window, const DensityOptions& options);

/// The part of an uncut Gaussian kernel in a rectangle, in closed form.
double gaussian_mass(const Box& window, Point event, double sigma);

}  // namespace rawan::oracle
