#include "tools/density_grid.h"

#include "rawan/algorithms/polygons.h"
#include "rawan/io/error.h"
#include "tools/refusal.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace rawan::engine {
namespace {

constexpr double kMostCells = 25e6;
constexpr double kFewestCells = 500.0;  // along the longer side
constexpr double kMostWanted = 1000.0;
constexpr double kCellsPerSigma = 3.0;
constexpr double kCoarseCells = 128.0;

double longer_side(const Box& box) {
  return std::max(box.high.x - box.low.x, box.high.y - box.low.y);
}

/// The largest of ..., 1, 2, 5, 10, ... that is not above `value`, as cells people can talk about.
Meters round_length(double value) {
  const double decade = std::pow(10.0, std::floor(std::log10(value)));
  for (const double step : std::array{5.0, 2.0}) {
    if (step * decade <= value * (1.0 + 1e-9)) return Meters(step * decade);
  }
  return Meters(decade);
}

/// Fine enough for the eye and for the kernel, as long as the map stays small.
Meters default_cell(const Box& box, Meters sigma) {
  const double side = longer_side(box);
  const double wanted = std::min(side / kFewestCells, sigma.value / kCellsPerSigma);
  return round_length(std::max(wanted, side / kMostWanted));
}

Box box_of(const std::vector<Polygon>& window) {
  return bounding_box(united(window));
}

Box box_around(std::span<const Point> events, Meters reach) {
  Box box = bounding_box(events);
  box.low = {box.low.x - reach.value, box.low.y - reach.value};
  box.high = {box.high.x + reach.value, box.high.y + reach.value};
  return box;
}

void check_size(double rows, double columns, const ToolContext& context) {
  if (rows * columns <= kMostCells) return;
  refuse(context, "usage_density_cells");
}

GridFrame frame_of(const DensityRequest& request, const Box& box, Meters sigma,
                   const ToolContext& context) {
  const Meters cell = request.cell.value_or(default_cell(box, sigma));
  check_size((box.high.y - box.low.y) / cell.value + 2.0,
             (box.high.x - box.low.x) / cell.value + 2.0, context);
  return frame_over(box, cell);
}

double cells_beyond(double length, const GridFrame& frame) {
  return std::max(0.0, std::ceil(length / frame.cell.value));
}

/// The lattice of a frame over a box as well; the frame itself for an empty box.
GridFrame continued(const GridFrame& frame, const Box& box, const ToolContext& context) {
  const double c = frame.cell.value;
  const auto rows = static_cast<double>(frame.rows);
  const auto columns = static_cast<double>(frame.columns);
  const double north = cells_beyond(box.high.y - frame.north_west.y, frame);
  const double west = cells_beyond(frame.north_west.x - box.low.x, frame);
  const double south = cells_beyond(frame.north_west.y - rows * c - box.low.y, frame);
  const double east = cells_beyond(box.high.x - frame.north_west.x - columns * c, frame);
  check_size(north + rows + south, west + columns + east, context);
  return {.north_west = {frame.north_west.x - west * c, frame.north_west.y + north * c},
          .cell = frame.cell,
          .rows = static_cast<std::size_t>(north + rows + south),
          .columns = static_cast<std::size_t>(west + columns + east)};
}

std::size_t steps(double length, Meters cell) {
  return static_cast<std::size_t>(std::round(length / cell.value));
}

}  // namespace

Grid<double> cropped(const Grid<double>& grid, const GridFrame& part) {
  if (part == grid.frame) return grid;
  const std::size_t top = steps(grid.frame.north_west.y - part.north_west.y, part.cell);
  const std::size_t left = steps(part.north_west.x - grid.frame.north_west.x, part.cell);
  Grid<double> result{part, {}};
  for (std::size_t row = 0; row < part.rows; ++row) {
    const auto from =
        grid.values.begin() + static_cast<std::ptrdiff_t>((top + row) * grid.frame.columns + left);
    result.values.insert(result.values.end(), from,
                         from + static_cast<std::ptrdiff_t>(part.columns));
  }
  return result;
}

Polygon united(const std::vector<Polygon>& areas) {
  Polygon all;
  for (const Polygon& area : areas) all.insert(all.end(), area.begin(), area.end());
  return all;
}

std::vector<std::size_t> events_in(const std::vector<Polygon>& window,
                                   std::span<const Point> events) {
  std::vector<std::size_t> positions(events.size());
  std::iota(positions.begin(), positions.end(), std::size_t{0});
  if (window.empty()) return positions;
  const std::vector<Placement> placed = AreaIndex(window).locate(events, Meters());
  std::erase_if(positions, [&](std::size_t i) { return placed[i].how == Placement::How::outside; });
  return positions;
}

DensityPlane density_plane(const DensityRequest& request, const std::optional<GridFrame>& like,
                           std::vector<Polygon> window, std::span<const Point> events,
                           KernelWidths widths, const ToolContext& context) {
  const Box box = window.empty() ? box_around(events, widths.reach) : box_of(window);
  DensityPlane plane{
      std::move(window), {}, like ? *like : frame_of(request, box, widths.sigma, context)};
  const bool whole_plane = plane.window.empty();
  plane.cells.frame = continued(plane.shown, whole_plane ? Box() : box, context);
  if (whole_plane) return plane;
  plane.cells = rasterize(plane.window, plane.cells.frame);
  if (std::ranges::count(plane.cells.values, 1) == 0) {
    throw io::InputError("window_empty", {.file = request.window});
  }
  return plane;
}

Grid<std::uint8_t> coarse_window(const std::vector<Polygon>& window) {
  if (window.empty()) return {};
  const Box box = box_of(window);
  Grid<std::uint8_t> cells =
      rasterize(window, frame_over(box, Meters(longer_side(box) / kCoarseCells)));
  // A window thinner than a coarse cell has no center in it; then nothing is corrected.
  if (std::ranges::count(cells.values, 1) == 0) cells.values.clear();
  return cells;
}

}  // namespace rawan::engine
