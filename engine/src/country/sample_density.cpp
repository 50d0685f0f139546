#include "sample_density.h"

#include "national_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rawan::engine {
namespace {

/// Over so few cells (8 km) a row of the grid is straight in meters to a tenth of one.
constexpr std::int32_t kStraight = 16;

/// The cells over the villages.
struct Window {
  NationalCell low;
  NationalCell high;
};

Window window_of(const std::vector<io::Village>& villages, const NationalGrid& grid) {
  io::GeoBox box;
  for (const io::Village& village : villages) {
    const io::GeoBox own = io::bounding_box(village.area);
    box.extend(own.low);
    box.extend(own.high);
  }
  return {grid.cell_of(box.low), grid.cell_of(box.high)};
}

float value_at(Point p, const Grid<double>& density) {
  const GridFrame& frame = density.frame;
  const double column = std::floor((p.x - frame.north_west.x) / frame.cell.value);
  const double row = std::floor((frame.north_west.y - p.y) / frame.cell.value);
  const bool inside = column >= 0.0 && row >= 0.0 && column < static_cast<double>(frame.columns) &&
                      row < static_cast<double>(frame.rows);
  if (!inside) return std::numeric_limits<float>::quiet_NaN();
  return static_cast<float>(density.values[static_cast<std::size_t>(row) * frame.columns +
                                           static_cast<std::size_t>(column)]);
}

/// Adds the cells of a row that have a value, in runs.
class RowSampler {
 public:
  RowSampler(std::int32_t row, const Grid<double>& density, std::vector<DensityRun>& runs)
      : row_(row), density_(density), runs_(runs) {}

  void add(std::int32_t column, Point center) {
    const float value = value_at(center, density_);
    if (std::isnan(value)) {
      open_ = false;
      return;
    }
    if (!open_) runs_.push_back({.row = row_, .column = column, .values = {}});
    open_ = true;
    runs_.back().values.push_back(value);
  }

 private:
  std::int32_t row_;
  const Grid<double>& density_;
  std::vector<DensityRun>& runs_;
  bool open_ = false;
};

}  // namespace

std::vector<DensityRun> sample_density(const Results& results, const io::Projector& projector,
                                       Meters cell) {
  const Grid<double>& density = results.findings.density;
  if (density.values.empty()) return {};
  const NationalGrid grid(cell);
  const Window window = window_of(results.records.villages.villages, grid);
  std::vector<DensityRun> runs;
  for (std::int32_t row = window.low.row; row <= window.high.row; ++row) {
    RowSampler sampler(row, density, runs);
    const auto meters = [&](std::int32_t column) {
      return projector.to_meters(grid.center_of({.column = column, .row = row}));
    };
    for (std::int32_t from = window.low.column; from <= window.high.column; from += kStraight) {
      const Point a = meters(from);
      const Point b = meters(from + kStraight);
      const std::int32_t end = std::min(from + kStraight, window.high.column + 1);
      for (std::int32_t column = from; column < end; ++column) {
        const double t = static_cast<double>(column - from) / kStraight;
        sampler.add(column, {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
      }
    }
  }
  return runs;
}

}  // namespace rawan::engine
