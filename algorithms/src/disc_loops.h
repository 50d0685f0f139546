#pragma once

#include "lattice_events.h"

#include <array>
#include <cstddef>
#include <span>

namespace rawan {

/// Replaces (power + 1)^2 moments of each part of each column by their sums over the parts west of
/// it. @param line for each part across, the moments of each column.
void sum_from_left(int power, std::size_t columns, std::size_t parts, double* line);

/// Running sums over up to four rows of sources, at both ends of what a row of targets reaches.
struct RunningSums {
  std::array<const double*, 4> right;
  std::array<const double*, 4> left;
};

/// out += right - left, summed over the rows of sources, element by element.
void add_differences(const RunningSums& sums, std::size_t n, double* out);

/// Centers around a cell.
struct Rim {
  const double* x;
  const double* y;
  std::size_t n;
  double reach2;
};

/// Writes the sum over events of scale weight (reach^2 - r^2)^power, where that is not negative.
void rim_values(int power, const Rim& rim, std::span<const CellEvent> events, double scale,
                double* out);

/// The sum of (reach^2 - r^2)^power over the centers where that is not negative.
double sum_rim(int power, const Rim& rim, double x, double y);

}  // namespace rawan
