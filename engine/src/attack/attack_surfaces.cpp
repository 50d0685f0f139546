#include "attack/target.h"

#include <algorithm>
#include <cmath>

namespace rawan::engine::attack {
namespace {

/// Densities are drawn per square kilometer or per square meter; only one of them makes a number
/// of events a district can have.
void to_square_meters(Grid<double>& surface) {
  double integral = 0.0;
  for (const double value : surface.values) integral += std::isnan(value) ? 0.0 : value;
  integral *= surface.frame.cell.value * surface.frame.cell.value;
  constexpr double kMostEvents = 1e6;
  if (integral <= kMostEvents) return;
  for (double& value : surface.values) value *= 1e-6;
}

/// Only the part that is above 0, with a border: the rest costs time and holds nothing.
Grid<double> cropped(const Grid<double>& grid) {
  std::size_t top = grid.frame.rows, bottom = 0, left = grid.frame.columns, right = 0;
  for (std::size_t i = 0; i < grid.values.size(); ++i) {
    if (!(grid.values[i] > 0.0)) continue;
    const std::size_t row = i / grid.frame.columns;
    const std::size_t column = i % grid.frame.columns;
    top = std::min(top, row);
    bottom = std::max(bottom, row + 1);
    left = std::min(left, column);
    right = std::max(right, column + 1);
  }
  Grid<double> part{grid.frame, {}};
  if (bottom == 0) return part;
  part.frame.rows = bottom - top;
  part.frame.columns = right - left;
  part.frame.north_west.x += static_cast<double>(left) * grid.frame.cell.value;
  part.frame.north_west.y -= static_cast<double>(top) * grid.frame.cell.value;
  for (std::size_t row = top; row < bottom; ++row) {
    for (std::size_t column = left; column < right; ++column) {
      part.values.push_back(grid.at(row, column));
    }
  }
  return part;
}

}  // namespace

void attack_surfaces(const Scene& scene, const Control& control, std::vector<Line>& lines) {
  for (const io::SeenRelease& release : scene.releases) {
    Line line{.attack = "kde", .subject = release.title};
    for (const io::SeenRaster& raster : release.rasters) {
      Target target{.where = raster.file, .surface = cropped(raster.grid), .centers = {}};
      if (target.surface.values.empty()) continue;
      to_square_meters(target.surface);
      attack_target(target, scene, allowed_advantage(release), true, control, line);
    }
    lines.push_back(std::move(line));
  }
}

}  // namespace rawan::engine::attack
