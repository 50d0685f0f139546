#include "rawan/algorithms/kde.h"

#include "kernel_sum.h"
#include "point_tree.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <vector>

namespace rawan {
namespace {

std::vector<WeightedEvent> weighted(std::span<const Point> points,
                                    std::span<const double> weights) {
  std::vector<WeightedEvent> events(points.size());
  parallel_for(points.size(), [&](std::size_t i) {
    events[i] = {points[i], weights.empty() ? 1.0 : weights[i]};
  });
  return events;
}

void check(std::span<const Point> events, std::span<const double> weights,
           const Grid<std::uint8_t>& window, const DensityOptions& options) {
  const double h = options.bandwidth.value;
  expects(weights.empty() || weights.size() == events.size(), "one weight per event");
  expects(window.values.empty() || window.values.size() == window.frame.size(),
          "one window value per cell");
  expects(window.frame.cell.value > 0.0, "a grid needs a positive cell size");
  expects(h > 0.0 && std::isfinite(h), "a positive bandwidth");
  parallel_for(events.size(), [&](std::size_t i) {
    expects(std::isfinite(events[i].x) && std::isfinite(events[i].y), "coordinates must be finite");
  });
  parallel_for(weights.size(), [&](std::size_t i) {
    expects(std::isfinite(weights[i]), "weights must be finite");
  });
}

/// One surface in the making.
class Surface {
 public:
  Surface(const Grid<std::uint8_t>& window, const KernelSum& kernels)
      : window_(window),
        frame_(window.frame),
        kernels_(kernels),
        cell_area_(frame_.cell.value * frame_.cell.value) {}

  /// Divides each event by its mass in the window. Events without any are taken out.
  std::vector<WeightedEvent> correct(std::vector<WeightedEvent>& events) const {
    const std::vector<double> masses = kernels_.masses(events, window_);
    std::vector<WeightedEvent> lost;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (masses[i] > 0.0) {
        events[kept++] = {events[i].at, events[i].weight / masses[i]};
      } else {
        lost.push_back(events[i]);
      }
    }
    events.resize(kept);
    std::ranges::sort(lost, {},
                      [](const WeightedEvent& e) { return std::tuple(e.at.y, e.at.x, e.weight); });
    return lost;
  }

  /// Puts the whole weight of events whose kernel reaches no cell into the nearest one.
  void add_to_nearest(std::span<const WeightedEvent> lost, Grid<double>& density) const {
    if (lost.empty()) return;
    if (window_.values.empty()) return add_to_own_cell(lost, density);
    const std::vector<std::size_t> cells = window_cells();
    std::vector<Point> centers;
    for (const std::size_t cell : cells) centers.push_back(center(cell));
    const PointTree tree(centers);
    for (const WeightedEvent& event : lost) {
      density.values[cells[tree.nearest(event.at, 1).front()]] += event.weight / cell_area_;
    }
  }

  /// The mass of a kernel at the center of a cell is, by symmetry, the density of the window's
  /// cells as events of the weight of their area.
  void divide_by_own_mass(Grid<double>& density, const Control& control) const {
    const std::vector<double> masses = own_masses(control);
    for (std::size_t i = 0; i < masses.size(); ++i) density.values[i] /= masses[i];
  }

  void blank_outside(Grid<double>& density) const {
    parallel_for(window_.values.size(), [&](std::size_t i) {
      if (window_.values[i] == 0) density.values[i] = std::numeric_limits<double>::quiet_NaN();
    });
  }

  std::vector<std::size_t> window_cells() const {
    std::vector<std::size_t> cells;
    for (std::size_t i = 0; i < window_.values.size(); ++i) {
      if (window_.values[i] != 0) cells.push_back(i);
    }
    return cells;
  }

 private:
  Point center(std::size_t cell) const {
    return frame_.center(cell / frame_.columns, cell % frame_.columns);
  }

  std::vector<double> own_masses(const Control& control) const {
    std::vector<WeightedEvent> centers;
    if (window_.values.empty() && frame_.size() > 0) {
      centers.push_back({center(0), 1.0});
      return std::vector<double>(frame_.size(), kernels_.masses(centers, window_).front());
    }
    for (const std::size_t cell : window_cells()) centers.push_back({center(cell), cell_area_});
    kernels_.arrange(centers);
    return kernels_.densities(centers, control);
  }

  void add_to_own_cell(std::span<const WeightedEvent> lost, Grid<double>& density) const {
    for (const WeightedEvent& event : lost) {
      const double column = std::floor((event.at.x - frame_.north_west.x) / frame_.cell.value);
      const double row = std::floor((frame_.north_west.y - event.at.y) / frame_.cell.value);
      if (column < 0.0 || column >= static_cast<double>(frame_.columns)) continue;
      if (row < 0.0 || row >= static_cast<double>(frame_.rows)) continue;
      density.at(static_cast<std::size_t>(row), static_cast<std::size_t>(column)) +=
          event.weight / cell_area_;
    }
  }

  const Grid<std::uint8_t>& window_;
  const GridFrame& frame_;
  const KernelSum& kernels_;
  double cell_area_;
};

/// The variance of a kernel is the square of its bandwidth divided by this.
double variance_divisor(Kernel kernel) {
  switch (kernel) {
    case Kernel::uniform:
      return 4.0;
    case Kernel::triangular:
      return 20.0 / 3.0;
    case Kernel::epanechnikov:
      return 6.0;
    case Kernel::quartic:
      return 8.0;
    case Kernel::triweight:
      return 10.0;
    case Kernel::gaussian:
      break;
  }
  return 1.0;
}

}  // namespace

Meters equivalent_bandwidth(Kernel from, Kernel to, Meters bandwidth) {
  return std::sqrt(variance_divisor(to) / variance_divisor(from)) * bandwidth;
}

Grid<double> kernel_density(std::span<const Point> events, std::span<const double> weights,
                            const Grid<std::uint8_t>& window, const DensityOptions& options,
                            const Control& control) {
  check(events, weights, window, options);
  const KernelShape shape(options);
  const bool uniform = options.edge == EdgeCorrection::uniform;
  const std::size_t most = uniform ? std::max(events.size(), window.frame.size()) : events.size();
  const auto kernels = cheapest_sum(shape, window.frame, most);
  const Surface surface(window, *kernels);
  expects(events.empty() || window.values.empty() ||
              std::ranges::any_of(window.values, [](std::uint8_t v) { return v != 0; }),
          "a window with at least one cell");
  std::vector<WeightedEvent> sorted = weighted(events, weights);
  kernels->arrange(sorted);
  std::vector<WeightedEvent> lost;
  if (options.edge == EdgeCorrection::jones_diggle) lost = surface.correct(sorted);
  Grid<double> density{window.frame, kernels->densities(sorted, control)};
  surface.add_to_nearest(lost, density);
  if (uniform) surface.divide_by_own_mass(density, control);
  surface.blank_outside(density);
  return density;
}

}  // namespace rawan
