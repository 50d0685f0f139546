#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace rawan {

/// The coordinates of a grid along each of its dimensions.
template <std::size_t D>
using Axes = std::array<std::vector<double>, D>;

template <std::size_t D>
struct Region {
  std::array<double, D> low{};
  std::array<double, D> high{};
};

/// A posterior as weights that sum to 1 on the points of a grid, the last axis fastest.
template <std::size_t D>
struct GridPosterior {
  Axes<D> axes;
  std::vector<double> weight;
};

namespace grid_posterior {

template <std::size_t D>
Axes<D> midpoints(const Region<D>& region, std::size_t cells) {
  Axes<D> axes;
  for (std::size_t d = 0; d < D; ++d) {
    const double step = (region.high[d] - region.low[d]) / static_cast<double>(cells);
    for (std::size_t k = 0; k < cells; ++k) {
      axes[d].push_back(region.low[d] + step * (static_cast<double>(k) + 0.5));
    }
  }
  return axes;
}

/// The cells whose density is not below exp(-8) of the highest, and one more on each side.
template <std::size_t D>
Region<D> region_of_mass(const Axes<D>& axes, const std::vector<double>& log_density,
                         const Region<D>& limits) {
  constexpr double kNegligible = 8.0;
  const double floor = *std::max_element(log_density.begin(), log_density.end()) - kNegligible;
  const std::size_t cells = axes[0].size();
  Region<D> mass;
  std::size_t stride = 1;
  for (std::size_t d = D; d-- > 0; stride *= cells) {
    std::size_t first = cells;
    std::size_t last = 0;
    for (std::size_t p = 0; p < log_density.size(); ++p) {
      if (log_density[p] < floor) continue;
      first = std::min(first, p / stride % cells);
      last = std::max(last, p / stride % cells);
    }
    const double step = axes[d][1] - axes[d][0];
    mass.low[d] = std::max(limits.low[d], axes[d][first] - 1.5 * step);
    mass.high[d] = std::min(limits.high[d], axes[d][last] + 1.5 * step);
  }
  return mass;
}

template <std::size_t D>
bool settled(const Region<D>& now, const Region<D>& next) {
  for (std::size_t d = 0; d < D; ++d) {
    const double allowed = 0.2 * (now.high[d] - now.low[d]);
    if (std::abs(next.low[d] - now.low[d]) > allowed) return false;
    if (std::abs(next.high[d] - now.high[d]) > allowed) return false;
  }
  return true;
}

inline std::vector<double> to_weights(std::vector<double> log_density) {
  const double highest = *std::max_element(log_density.begin(), log_density.end());
  double sum = 0.0;
  for (double& value : log_density) sum += value = std::exp(value - highest);
  for (double& value : log_density) value /= sum;
  return log_density;
}

}  // namespace grid_posterior

/// A posterior with one mode, integrated on a grid that follows its mass: the grid is laid over
/// `limits`, then over the cells that hold mass and their neighbors, until that region stays.
/// The midpoint rule with a step of about one standard deviation is then good to three digits where
/// the posterior is near normal; where it reaches the limits, to the square of 1 / cells.
///
/// @param cells per dimension, >= 2.
/// @param log_density maps Axes<D> to one log density per point, up to a constant; finite.
template <std::size_t D, class LogDensity>
GridPosterior<D> integrate_on_grid(const Region<D>& limits, std::size_t cells,
                                   LogDensity&& log_density) {
  constexpr int kRounds = 16;
  Region<D> region = limits;
  for (int round = 1;; ++round) {
    Axes<D> axes = grid_posterior::midpoints(region, cells);
    std::vector<double> density = log_density(axes);
    const Region<D> next = grid_posterior::region_of_mass(axes, density, limits);
    if (round == kRounds || grid_posterior::settled(region, next)) {
      return {std::move(axes), grid_posterior::to_weights(std::move(density))};
    }
    region = next;
  }
}

}  // namespace rawan
