#include "rawan/algorithms/kde.h"

#include "kernel_stamp.h"
#include "point_tree.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace rawan {
namespace {

/// Rows computed together, so that the part of a kernel that depends on columns is reused.
constexpr std::size_t kTileRows = 16;

struct Event {
  Point at;
  double weight = 1.0;
};

/// Sorted by place and weight: sums then have the same bits for any order of the input.
std::vector<Event> sorted_events(std::span<const Point> points, std::span<const double> weights) {
  std::vector<Event> events(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    events[i] = {points[i], weights.empty() ? 1.0 : weights[i]};
  }
  std::ranges::sort(events, {},
                    [](const Event& e) { return std::tuple(e.at.y, e.at.x, e.weight); });
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
  for (const Point p : events) {
    expects(std::isfinite(p.x) && std::isfinite(p.y), "coordinates must be finite");
  }
  for (const double w : weights) expects(std::isfinite(w), "weights must be finite");
}

/// One surface in the making.
class Surface {
 public:
  Surface(const Grid<std::uint8_t>& window, const DensityOptions& options, const Control& control)
      : window_(window),
        frame_(window.frame),
        shape_(options),
        cell_area_(frame_.cell.value * frame_.cell.value),
        control_(control),
        tiles_((frame_.rows + kTileRows - 1) / kTileRows) {
    const bool uniform = options.edge == EdgeCorrection::uniform;
    control_.expect(uniform ? 2 * tiles_ : tiles_);
  }

  Grid<double> sum_of_kernels(std::span<const Event> events) const {
    Grid<double> density{frame_, std::vector<double>(frame_.size(), 0.0)};
    parallel_for(tiles_, [&](std::size_t tile) {
      control_.step();
      add_to_tile(tile, events_near(tile, events), density);
    });
    return density;
  }

  /// The part of an event's kernel that falls on cells of the window.
  double mass(Point event) const {
    if (whole_plane()) return mass_on({lattice_around(event, frame_, shape_.reach), {}}, event);
    return mass_on(window_, event);
  }

  /// Divides each event by its mass in the window. Events without any are taken out.
  std::vector<Event> correct(std::vector<Event>& events) const {
    std::vector<double> masses(events.size());
    parallel_for(events.size(), [&](std::size_t i) { masses[i] = mass(events[i].at); });
    std::vector<Event> kept;
    std::vector<Event> lost;
    for (std::size_t i = 0; i < events.size(); ++i) {
      const bool touches = masses[i] > 0.0;
      (touches ? kept : lost)
          .push_back({events[i].at, events[i].weight / (touches ? masses[i] : 1.0)});
    }
    events = std::move(kept);
    return lost;
  }

  /// Puts the whole weight of events whose kernel reaches no cell into the nearest one.
  void add_to_nearest(std::span<const Event> lost, Grid<double>& density) const {
    if (lost.empty()) return;
    if (whole_plane()) return add_to_own_cell(lost, density);
    const std::vector<std::size_t> cells = window_cells();
    std::vector<Point> centers;
    for (const std::size_t cell : cells) centers.push_back(center(cell));
    const PointTree tree(centers);
    for (const Event& event : lost) {
      density.values[cells[tree.nearest(event.at, 1).front()]] += event.weight / cell_area_;
    }
  }

  void divide_by_own_mass(Grid<double>& density) const {
    const Grid<double> offsets = kernel_by_offset();
    const std::vector<double> mask = padded_mask(offsets.frame.rows / 2);
    parallel_for(tiles_, [&](std::size_t tile) {
      control_.step();
      for (std::size_t row = first_row(tile); row < first_row(tile + 1); ++row) {
        for (std::size_t column = 0; column < frame_.columns; ++column) {
          if (inside(row, column)) density.at(row, column) /= mass_at(row, column, offsets, mask);
        }
      }
    });
  }

  void blank_outside(Grid<double>& density) const {
    for (std::size_t i = 0; i < window_.values.size(); ++i) {
      if (window_.values[i] == 0) density.values[i] = std::numeric_limits<double>::quiet_NaN();
    }
  }

  std::vector<std::size_t> window_cells() const {
    std::vector<std::size_t> cells;
    for (std::size_t i = 0; i < window_.values.size(); ++i) {
      if (window_.values[i] != 0) cells.push_back(i);
    }
    return cells;
  }

 private:
  bool whole_plane() const { return window_.values.empty(); }
  bool inside(std::size_t row, std::size_t column) const {
    return whole_plane() || window_.at(row, column) != 0;
  }
  Point center(std::size_t cell) const {
    return frame_.center(cell / frame_.columns, cell % frame_.columns);
  }
  std::size_t first_row(std::size_t tile) const { return std::min(frame_.rows, tile * kTileRows); }

  double mass_on(const Grid<std::uint8_t>& window, Point event) const {
    const KernelStamp stamp(shape_, window.frame, event);
    std::vector<double> values(window.frame.columns);
    double sum = 0.0;
    for (std::size_t row = stamp.rows().begin; row < stamp.rows().end; ++row) {
      const CellRange columns = stamp.row(row, values);
      for (std::size_t column = columns.begin; column < columns.end; ++column) {
        if (window.values.empty() || window.at(row, column) != 0) sum += values[column];
      }
    }
    return sum * cell_area_;
  }

  /// Those whose kernel may reach the tile; a cell more on each side costs nothing.
  std::span<const Event> events_near(std::size_t tile, std::span<const Event> events) const {
    const double slack = shape_.reach + frame_.cell.value;
    const double north = frame_.center(first_row(tile), 0).y + slack;
    const double south = frame_.center(first_row(tile + 1) - 1, 0).y - slack;
    const auto y = [](const Event& e) { return e.at.y; };
    return {std::ranges::lower_bound(events, south, {}, y),
            std::ranges::upper_bound(events, north, {}, y)};
  }

  void add_to_tile(std::size_t tile, std::span<const Event> events, Grid<double>& density) const {
    std::vector<double> values(frame_.columns);
    for (const Event& event : events) {
      const KernelStamp stamp(shape_, frame_, event.at);
      const std::size_t begin = std::max(first_row(tile), stamp.rows().begin);
      const std::size_t end = std::min(first_row(tile + 1), stamp.rows().end);
      for (std::size_t row = begin; row < end; ++row) {
        const CellRange columns = stamp.row(row, values);
        double* out = &density.values[row * frame_.columns];
        for (std::size_t c = columns.begin; c < columns.end; ++c)
          out[c] += event.weight * values[c];
      }
    }
  }

  void add_to_own_cell(std::span<const Event> lost, Grid<double>& density) const {
    for (const Event& event : lost) {
      const double column = std::floor((event.at.x - frame_.north_west.x) / frame_.cell.value);
      const double row = std::floor((frame_.north_west.y - event.at.y) / frame_.cell.value);
      if (column < 0.0 || column >= static_cast<double>(frame_.columns)) continue;
      if (row < 0.0 || row >= static_cast<double>(frame_.rows)) continue;
      density.at(static_cast<std::size_t>(row), static_cast<std::size_t>(column)) +=
          event.weight / cell_area_;
    }
  }

  /// The kernel of an event in the center of a cell, at all offsets in reach: on a lattice, the
  /// same for every cell.
  Grid<double> kernel_by_offset() const {
    const auto margin = static_cast<std::size_t>(std::ceil(shape_.reach / frame_.cell.value));
    const auto middle = static_cast<double>(margin) + 0.5;
    const GridFrame frame{.north_west = {-middle * frame_.cell.value, middle * frame_.cell.value},
                          .cell = frame_.cell,
                          .rows = 2 * margin + 1,
                          .columns = 2 * margin + 1};
    Grid<double> offsets{frame, std::vector<double>(frame.size(), 0.0)};
    const KernelStamp stamp(shape_, frame, {0.0, 0.0});
    for (std::size_t row = stamp.rows().begin; row < stamp.rows().end; ++row) {
      stamp.row(row, std::span(offsets.values).subspan(row * frame.columns, frame.columns));
    }
    return offsets;
  }

  /// The window as numbers, with a margin of zeros (ones, if the window is the whole plane), so
  /// that the sum over offsets has no borders to mind.
  std::vector<double> padded_mask(std::size_t margin) const {
    const std::size_t width = frame_.columns + 2 * margin;
    std::vector<double> mask(width * (frame_.rows + 2 * margin), whole_plane() ? 1.0 : 0.0);
    for (std::size_t row = 0; row < frame_.rows; ++row) {
      for (std::size_t column = 0; column < frame_.columns; ++column) {
        mask[(row + margin) * width + column + margin] = inside(row, column) ? 1.0 : 0.0;
      }
    }
    return mask;
  }

  double mass_at(std::size_t row, std::size_t column, const Grid<double>& offsets,
                 std::span<const double> mask) const {
    const std::size_t n = offsets.frame.columns;
    const std::size_t width = frame_.columns + n - 1;
    double sum = 0.0;
    for (std::size_t r = 0; r < n; ++r) {
      const double* kernel = &offsets.values[r * n];
      const double* cells = &mask[(row + r) * width + column];
      for (std::size_t c = 0; c < n; ++c) sum += kernel[c] * cells[c];
    }
    return sum * cell_area_;
  }

  const Grid<std::uint8_t>& window_;
  const GridFrame& frame_;
  KernelShape shape_;
  double cell_area_;
  const Control& control_;
  std::size_t tiles_;
};

double variance_factor(Kernel kernel) {
  return kernel == Kernel::quartic ? 8.0 : 1.0;
}

}  // namespace

Meters equivalent_bandwidth(Kernel from, Kernel to, Meters bandwidth) {
  return std::sqrt(variance_factor(to) / variance_factor(from)) * bandwidth;
}

Grid<double> kernel_density(std::span<const Point> events, std::span<const double> weights,
                            const Grid<std::uint8_t>& window, const DensityOptions& options,
                            const Control& control) {
  check(events, weights, window, options);
  const Surface surface(window, options, control);
  expects(events.empty() || window.values.empty() || !surface.window_cells().empty(),
          "a window with at least one cell");
  std::vector<Event> sorted = sorted_events(events, weights);
  std::vector<Event> lost;
  if (options.edge == EdgeCorrection::jones_diggle) lost = surface.correct(sorted);
  Grid<double> density = surface.sum_of_kernels(sorted);
  surface.add_to_nearest(lost, density);
  if (options.edge == EdgeCorrection::uniform) surface.divide_by_own_mass(density);
  surface.blank_outside(density);
  return density;
}

}  // namespace rawan
