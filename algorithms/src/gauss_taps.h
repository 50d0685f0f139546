#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace rawan {

/// Nodes a place is spread over on each axis, and their distance in sigmas of the kernel.
inline constexpr std::size_t kTaps = 24;
inline constexpr double kNodeDistance = 0.4;

/// exp(-d^2) at distances d (in sigmas) of the nodes around a place: what a Gaussian of half the
/// variance leaves there, but for its height.
struct Taps {
  std::ptrdiff_t first = 0;  ///< The westernmost (southernmost) node.
  std::array<double, kTaps> value{};
};

/// @param place in node distances from node 0.
Taps taps_at(double place);

/// grid[r * columns + c] += down[r] right[c], for kTaps rows and columns.
void add_taps(const double* down, const double* right, std::size_t columns, double* grid);

/// out[c] = sum over r of down[r] grid[r * columns + c], for n columns of kTaps rows.
void sum_taps_down(const double* down, const double* grid, std::size_t columns, std::size_t n,
                   double* out);

}  // namespace rawan
