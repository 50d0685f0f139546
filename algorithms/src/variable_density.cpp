#include "rawan/algorithms/variable_density.h"

#include "point_tree.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "variable_sum.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rawan {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

bool positive(double value) {
  return value > 0.0 && std::isfinite(value);
}

void check_window(const Grid<std::uint8_t>& window) {
  expects(window.values.empty() || window.values.size() == window.frame.size(),
          "one window value per cell");
  expects(window.frame.cell.value > 0.0, "a grid needs a positive cell size");
}

void check_events(std::span<const Point> events, std::span<const double> weights,
                  std::span<const Meters> bandwidths) {
  expects(weights.empty() || weights.size() == events.size(), "one weight per event");
  expects(bandwidths.size() == events.size(), "one bandwidth per event");
  for (const Point p : events) {
    expects(std::isfinite(p.x) && std::isfinite(p.y), "coordinates must be finite");
  }
  for (const double w : weights) expects(std::isfinite(w), "weights must be finite");
  for (const Meters h : bandwidths) expects(positive(h.value), "positive bandwidths");
}

std::vector<std::size_t> window_cells(const Grid<std::uint8_t>& window) {
  std::vector<std::size_t> cells;
  for (std::size_t i = 0; i < window.frame.size(); ++i) {
    if (window.values.empty() || window.values[i] != 0) cells.push_back(i);
  }
  return cells;
}

Point center(const GridFrame& frame, std::size_t cell) {
  return frame.center(cell / frame.columns, cell % frame.columns);
}

/// One estimate in the making.
class Estimate {
 public:
  Estimate(std::span<const Point> events, std::span<const double> weights,
           std::span<const Meters> bandwidths, const Grid<std::uint8_t>& window, Kernel kernel)
      : window_(window), sum_(kernel, window), events_(events.size()) {
    for (std::size_t i = 0; i < events.size(); ++i) {
      events_[i] = {events[i], weights.empty() ? 1.0 : weights[i], bandwidths[i].value};
    }
    VariableSum::arrange(events_);
  }

  /// Divides each event by its mass in the window; those without any are kept apart.
  void correct(const Control& control) {
    std::vector<double> masses(events_.size());
    control.expect(events_.size());
    parallel_for(events_.size(), [&](std::size_t i) {
      control.step();
      masses[i] = sum_.mass(events_[i], false);
    });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < events_.size(); ++i) {
      if (masses[i] > 0.0) {
        events_[kept] = events_[i];
        events_[kept++].weight /= masses[i];
      } else {
        lost_.push_back(events_[i]);
      }
    }
    events_.resize(kept);
  }

  /// The sum of kernels, or the root of the sum of their squares.
  Grid<double> surface(bool error, const Control& control) const {
    Grid<double> result{window_.frame, sum_.sums(events_, error, control)};
    const double cell_area = window_.frame.cell.value * window_.frame.cell.value;
    for (const auto& [cell, event] : cells_of_lost()) {
      const double density = event.weight / cell_area;
      result.values[cell] += error ? density * density : density;
    }
    if (error) {
      for (double& v : result.values) v = std::sqrt(v);
    }
    for (std::size_t i = 0; i < window_.values.size(); ++i) {
      if (window_.values[i] == 0) result.values[i] = kNone;
    }
    return result;
  }

 private:
  struct Placed {
    std::size_t cell;
    VariableEvent event;
  };

  /// On the endless lattice an event has a cell of its own, perhaps beyond the frame.
  std::vector<Placed> cells_of_lost() const {
    std::vector<Placed> placed;
    if (lost_.empty()) return placed;
    const std::vector<std::size_t> cells = window_cells(window_);
    std::vector<Point> centers;
    for (const std::size_t cell : cells) centers.push_back(center(window_.frame, cell));
    const PointTree tree(centers);
    for (const VariableEvent& event : lost_) {
      const std::size_t cell = cells[tree.nearest(event.at, 1).front()];
      if (window_.values.empty() && !in_cell(event.at, center(window_.frame, cell))) continue;
      placed.push_back({cell, event});
    }
    return placed;
  }

  bool in_cell(Point p, Point middle) const {
    const double half = 0.5 * window_.frame.cell.value;
    return std::abs(p.x - middle.x) <= half && std::abs(p.y - middle.y) <= half;
  }

  const Grid<std::uint8_t>& window_;
  VariableSum sum_;
  std::vector<VariableEvent> events_;
  std::vector<VariableEvent> lost_;
};

void divide(Grid<double>& surface, const Grid<double>& by) {
  for (std::size_t i = 0; i < surface.values.size(); ++i) {
    if (surface.values[i] != 0.0) surface.values[i] /= by.values[i];
  }
}

}  // namespace

DensityEstimate variable_density(std::span<const Point> events, std::span<const double> weights,
                                 std::span<const Meters> bandwidths,
                                 const Grid<std::uint8_t>& window,
                                 const VariableDensityOptions& options, const Control& control) {
  check_window(window);
  check_events(events, weights, bandwidths);
  expects(events.empty() || !window_cells(window).empty(), "a window with at least one cell");
  Estimate estimate(events, weights, bandwidths, window, options.kernel);
  if (options.edge == EdgeCorrection::jones_diggle) estimate.correct(control);
  DensityEstimate result{estimate.surface(false, control), {window.frame, {}}};
  if (options.standard_error) result.standard_error = estimate.surface(true, control);
  if (options.edge != EdgeCorrection::uniform) return result;
  const auto masses = mass_of_own_kernels(options.kernel, options.bandwidth_of_cells, window,
                                          /*squared=*/false, control);
  divide(result.density, masses);
  if (options.standard_error) divide(result.standard_error, masses);
  return result;
}

Grid<double> density_standard_error(std::span<const Point> events, std::span<const double> weights,
                                    const Grid<std::uint8_t>& window, const DensityOptions& options,
                                    const Control& control) {
  const std::vector<Meters> bandwidths(events.size(), options.bandwidth);
  std::vector<double> of_cells;
  if (options.edge == EdgeCorrection::uniform) {
    of_cells.assign(window.frame.size(), options.bandwidth.value);
  }
  return variable_density(events, weights, bandwidths, window,
                          {.kernel = options.kernel,
                           .edge = options.edge,
                           .bandwidth_of_cells = of_cells,
                           .standard_error = true},
                          control)
      .standard_error;
}

std::vector<Meters> bandwidths_of_uncertain(Meters sigma, std::span<const Meters> deviations) {
  expects(positive(sigma.value), "a positive sigma");
  std::vector<Meters> bandwidths;
  for (const Meters s : deviations) {
    expects(s.value >= 0.0 && std::isfinite(s.value), "deviations of 0 or more");
    bandwidths.push_back(Meters(std::hypot(sigma.value, s.value)));
  }
  return bandwidths;
}

Grid<double> mass_of_own_kernels(Kernel kernel, std::span<const double> bandwidth_of_cells,
                                 const Grid<std::uint8_t>& window, bool squared,
                                 const Control& control) {
  check_window(window);
  expects(bandwidth_of_cells.size() == window.frame.size(), "one bandwidth per cell");
  const std::vector<std::size_t> cells = window_cells(window);
  for (const std::size_t cell : cells) {
    expects(positive(bandwidth_of_cells[cell]), "a positive bandwidth in each cell of the window");
  }
  const VariableSum sum(kernel, window);
  Grid<double> result{window.frame, std::vector<double>(window.frame.size(), kNone)};
  control.expect(cells.size());
  parallel_for(cells.size(), [&](std::size_t i) {
    control.step();
    const std::size_t cell = cells[i];
    result.values[cell] =
        sum.mass({center(window.frame, cell), 1.0, bandwidth_of_cells[cell]}, squared);
  });
  return result;
}

}  // namespace rawan
