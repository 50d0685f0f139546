#pragma once

#include "lattice_events.h"
#include "rim_lists.h"

#include <array>
#include <cstddef>

namespace rawan {

/// Replaces the moments of each column (1, 4, 8 or 16 numbers) by their sums over the columns west
/// of it.
void sum_from_left(std::size_t moments, std::size_t columns, double* line);

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

/// What events of a row of a band have in common.
struct RimRow {
  std::span<const RimLists::Lists> lists;  ///< One for each part of a cell.
  double cell;                             ///< Meters.
  double reach2;                           ///< In cells.
  double scale;
};

/// Adds scale weight (reach^2 - r^2)^power (in cells) to targets that the band misses and the event
/// reaches, and takes it from those that the band takes and the event does not reach.
/// @param sums where the cell of column 0 has its own sum.
void correct_rims(int power, std::span<const CellEvent> events, const RimRow& row, double* sums);

/// The sum of (reach^2 - r^2)^power over the centers where that is not negative.
double sum_rim(int power, const Rim& rim, double x, double y);

}  // namespace rawan
