#include "window_mass.h"

#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rawan {
namespace {

/// The mass of a normal variable between two values, without cancellation in the tails.
double normal_mass(double a, double b) {
  if (a > 0.0) return normal_mass(-b, -a);
  const double scale = 1.0 / std::numbers::sqrt2;
  return 0.5 * (std::erfc(-b * scale) - std::erfc(-a * scale));
}

/// Masses of `n` intervals in a row, the first from `begin`, around 0.
std::vector<double> interval_masses(double begin, double length, std::size_t n) {
  std::vector<double> masses(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double low = begin + static_cast<double>(i) * length;
    masses[i] = normal_mass(low, low + length);
  }
  return masses;
}

}  // namespace

std::vector<double> WindowMass::column_masses(double x) const {
  return interval_masses((frame_.north_west.x - x) / sigma_, frame_.cell.value / sigma_,
                         frame_.columns);
}

std::vector<double> WindowMass::row_masses(double y) const {
  return interval_masses((y - frame_.north_west.y) / sigma_, frame_.cell.value / sigma_,
                         frame_.rows);
}

double WindowMass::sum(Point p, std::span<const double> factors) const {
  const std::vector<double> across = column_masses(p.x);
  const std::vector<double> down = row_masses(p.y);
  double sum = 0.0;
  for (std::size_t row = 0; row < down.size(); ++row) {
    if (down[row] == 0.0) continue;
    double part = 0.0;
    for (std::size_t c = 0; c < across.size(); ++c) {
      part += across[c] * factors[row * across.size() + c];
    }
    sum += down[row] * part;
  }
  return sum;
}

std::vector<double> WindowMass::sums_at_centers(std::span<const double> factors) const {
  const std::size_t rows = frame_.rows;
  const std::size_t columns = frame_.columns;
  const double cell = frame_.cell.value / sigma_;
  // The mass of the interval d cells away from one's own.
  const std::vector<double> steps = interval_masses(-0.5 * cell, cell, std::max(rows, columns));
  std::vector<double> across(factors.size());
  parallel_for(rows, [&](std::size_t row) {
    for (std::size_t c = 0; c < columns; ++c) {
      double sum = 0.0;
      for (std::size_t d = 0; d < columns; ++d) {
        sum += steps[d > c ? d - c : c - d] * factors[row * columns + d];
      }
      across[row * columns + c] = sum;
    }
  });
  std::vector<double> result(factors.size(), 0.0);
  parallel_for(rows, [&](std::size_t row) {
    for (std::size_t d = 0; d < rows; ++d) {
      const double step = steps[d > row ? d - row : row - d];
      for (std::size_t c = 0; c < columns; ++c) {
        result[row * columns + c] += step * across[d * columns + c];
      }
    }
  });
  return result;
}

}  // namespace rawan
