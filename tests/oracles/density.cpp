#include "oracles/density.h"

#include "oracles/neighbors.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace rawan::oracle {
namespace {

constexpr double kPi = std::numbers::pi;

struct Slow {
  std::span<const Point> events;
  std::span<const double> weights;
  const Grid<std::uint8_t>& window;
  const DensityOptions& options;

  bool inside(std::size_t cell) const { return window.values.empty() || window.values[cell] != 0; }
  Point center(std::size_t cell) const {
    return window.frame.center(cell / window.frame.columns, cell % window.frame.columns);
  }
  double cell_area() const { return window.frame.cell.value * window.frame.cell.value; }
  double weight(std::size_t i) const { return weights.empty() ? 1.0 : weights[i]; }

  double mass_in_window(Point p) const {
    double sum = 0.0;
    for (std::size_t cell = 0; cell < window.frame.size(); ++cell) {
      if (inside(cell)) sum += kernel(options, squared_distance(center(cell), p)) * cell_area();
    }
    return sum;
  }

  /// Over the endless lattice: far enough around the point.
  double mass_in_plane(Point p) const {
    const double cell = window.frame.cell.value;
    const double reach = 7.0 * options.bandwidth.value + 2.0 * cell;
    const double west = std::floor((p.x - reach - window.frame.north_west.x) / cell);
    const double north = std::floor((window.frame.north_west.y - p.y - reach) / cell);
    double sum = 0.0;
    for (double row = 0; row * cell < 2.0 * reach + cell; ++row) {
      for (double column = 0; column * cell < 2.0 * reach + cell; ++column) {
        const Point c{window.frame.north_west.x + (west + column + 0.5) * cell,
                      window.frame.north_west.y - (north + row + 0.5) * cell};
        sum += kernel(options, squared_distance(c, p)) * cell_area();
      }
    }
    return sum;
  }

  double mass(Point p) const {
    return window.values.empty() ? mass_in_plane(p) : mass_in_window(p);
  }

  std::size_t nearest_cell(Point p) const {
    std::size_t best = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t cell = 0; cell < window.frame.size(); ++cell) {
      const double d = squared_distance(center(cell), p);
      if (!inside(cell) || d >= least) continue;
      least = d;
      best = cell;
    }
    return best;
  }

  void add(std::size_t i, Grid<double>& density) const {
    const bool corrected = options.edge == EdgeCorrection::jones_diggle;
    const double share = corrected ? mass(events[i]) : 1.0;
    if (share == 0.0) {
      density.values[nearest_cell(events[i])] += weight(i) / cell_area();
      return;
    }
    for (std::size_t cell = 0; cell < window.frame.size(); ++cell) {
      const double r2 = squared_distance(center(cell), events[i]);
      density.values[cell] += weight(i) * kernel(options, r2) / share;
    }
  }
};

}  // namespace

double kernel(const DensityOptions& options, double r2) {
  const double h = options.bandwidth.value;
  const double peak = 1.0 / (kPi * h * h);
  if (options.kernel == Kernel::gaussian) {
    return r2 > 42.25 * h * h ? 0.0 : 0.5 * peak * std::exp(-r2 / (2.0 * h * h));
  }
  if (r2 > h * h) return 0.0;
  const double t = 1.0 - r2 / (h * h);
  switch (options.kernel) {
    case Kernel::uniform:
      return peak;
    case Kernel::triangular:
      return 3.0 * peak * (1.0 - std::sqrt(r2) / h);
    case Kernel::epanechnikov:
      return 2.0 * peak * t;
    case Kernel::quartic:
      return 3.0 * peak * t * t;
    default:
      return 4.0 * peak * t * t * t;
  }
}

Grid<double> kernel_density(std::span<const Point> events, std::span<const double> weights,
                            const Grid<std::uint8_t>& window, const DensityOptions& options) {
  const Slow slow{events, weights, window, options};
  Grid<double> density{window.frame, std::vector<double>(window.frame.size(), 0.0)};
  for (std::size_t i = 0; i < events.size(); ++i) slow.add(i, density);
  for (std::size_t cell = 0; cell < density.values.size(); ++cell) {
    double& value = density.values[cell];
    if (options.edge == EdgeCorrection::uniform) value /= slow.mass(slow.center(cell));
    if (!slow.inside(cell)) value = std::numeric_limits<double>::quiet_NaN();
  }
  return density;
}

double gaussian_mass(const Box& window, Point event, double sigma) {
  const auto between = [&](double low, double high, double at) {
    const double scale = 1.0 / (sigma * std::numbers::sqrt2);
    return 0.5 * (std::erf((high - at) * scale) - std::erf((low - at) * scale));
  };
  return between(window.low.x, window.high.x, event.x) *
         between(window.low.y, window.high.y, event.y);
}

}  // namespace rawan::oracle
