#pragma once

#include <cstddef>

namespace rawan {

/// Within its reach a kernel (1 - r^2)^power around a place u is a polynomial in u. Its
/// coefficients for many weighted sources follow from (power + 1)^2 sums over them, its moments.
/// Places are in units of the reach, from any origin near both.
std::size_t moment_count(int power);

/// Adds a source to the sums.
void add_moments(int power, double x, double y, double weight, double* sums);

/// The sum of weight (1 - r^2)^power over the sources, for the place (x, y).
double kernel_from(int power, const double* sums, double x, double y);

}  // namespace rawan
