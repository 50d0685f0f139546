#pragma once

#include <cstddef>

namespace rawan {

/// Part of a row of targets, and the moments of one row of sources summed from the left.
struct InnerRow {
  const double* left;   ///< Sums before the first source in reach, one block per term.
  const double* right;  ///< Sums up to the last.
  std::size_t stride;   ///< From one term's sums to the next's.
  const double* x;      ///< Places of the targets, in units of the reach.
  double dy;            ///< From the row of sources to the row of targets, same unit.
  std::size_t n;
};

/// Adds, for each target, (1 - r^2)^power over the sources in reach; power 0 to 3.
void add_inner(int power, const InnerRow& row, double* out);

/// Centers around a cell.
struct Rim {
  const double* x;
  const double* y;
  std::size_t n;
  double reach2;
};

/// Adds weight (reach^2 - r^2)^power where that is not negative.
void add_rim(int power, const Rim& rim, double x, double y, double weight, double* out);

/// The sum of (reach^2 - r^2)^power over the centers where that is not negative.
double sum_rim(int power, const Rim& rim, double x, double y);

/// out += factor (a + b), element by element.
void add_scaled_pair(double factor, const double* a, const double* b, std::size_t n, double* out);

/// The same for the pairs at d, d + 1, d + 2 and d + 3 steps from the middle.
void add_four_pairs(const double* factors, const double* middle, std::size_t d, std::size_t step,
                    std::size_t n, double* out);

}  // namespace rawan
