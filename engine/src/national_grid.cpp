#include "national_grid.h"

#include "rawan/algorithms/polygons.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace rawan::engine {
namespace {

constexpr double kSecondsPerDegree = 3600.0;
constexpr double kMetersPerSecond = 30.87;  ///< On the equator, along a meridian: 30.71.

/// Each divides 3,600: every whole degree is an edge of cells.
constexpr std::array<std::int32_t, 13> kSteps{8, 9, 10, 12, 15, 16, 18, 20, 24, 30, 40, 60, 120};

std::int32_t step_near(Meters cell) {
  const double wished = cell.value / kMetersPerSecond;
  return *std::ranges::min_element(kSteps, {},
                                   [&](std::int32_t step) { return std::abs(step - wished); });
}

double degrees(double cells, std::int32_t seconds) {
  return cells * seconds / kSecondsPerDegree;
}

std::int32_t count_of(double angle, std::int32_t seconds) {
  return static_cast<std::int32_t>(std::floor(angle * kSecondsPerDegree / seconds));
}

io::GeoRing ring_of(const Ring& ring, Point origin, std::int32_t seconds) {
  io::GeoRing result;
  for (const Point p : ring) {
    result.push_back(
        {.lon = degrees(origin.x + p.x, seconds), .lat = degrees(origin.y + p.y, seconds)});
  }
  return result;
}

}  // namespace

NationalGrid::NationalGrid(Meters cell) : seconds_(step_near(cell)) {}

NationalCell NationalGrid::cell_of(io::GeoPoint place) const {
  return {.column = count_of(place.lon, seconds_), .row = count_of(place.lat, seconds_)};
}

io::GeoPoint NationalGrid::center_of(NationalCell cell) const {
  return {.lon = degrees(cell.column + 0.5, seconds_), .lat = degrees(cell.row + 0.5, seconds_)};
}

GridFrame NationalGrid::frame_over(NationalCell south_west, NationalCell north_east) const {
  return {
      .north_west = {degrees(south_west.column, seconds_), degrees(north_east.row + 1.0, seconds_)},
      .cell = Meters(degrees(1.0, seconds_)),
      .rows = static_cast<std::size_t>(north_east.row - south_west.row + 1),
      .columns = static_cast<std::size_t>(north_east.column - south_west.column + 1)};
}

io::GeoArea NationalGrid::outline_of(std::span<const NationalCell> cells) const {
  NationalCell low = cells.front();
  NationalCell high = cells.front();
  for (const NationalCell& cell : cells) {
    low = {std::min(low.column, cell.column), std::min(low.row, cell.row)};
    high = {std::max(high.column, cell.column), std::max(high.row, cell.row)};
  }
  // Counted from the south-west corner, so that the numbers stay small and exact.
  const auto columns = static_cast<std::size_t>(high.column - low.column + 1);
  const auto rows = static_cast<std::size_t>(high.row - low.row + 1);
  const GridFrame frame{{0.0, static_cast<double>(rows)}, Meters{1.0}, rows, columns};
  std::vector<std::size_t> positions;
  for (const NationalCell& cell : cells) {
    positions.push_back(static_cast<std::size_t>(high.row - cell.row) * columns +
                        static_cast<std::size_t>(cell.column - low.column));
  }
  const Point origin{static_cast<double>(low.column), static_cast<double>(low.row)};
  io::GeoArea area;
  for (const PolygonPart& part : outline_of_cells(frame, positions)) {
    io::GeoPart geo{.outer = ring_of(part.outer, origin, seconds_), .holes = {}};
    for (const Ring& hole : part.holes) geo.holes.push_back(ring_of(hole, origin, seconds_));
    area.push_back(std::move(geo));
  }
  return area;
}

std::string NationalGrid::id_of(NationalCell cell) const {
  return fmt::format("G{}-{}-{}", seconds_, cell.column, cell.row);
}

}  // namespace rawan::engine
