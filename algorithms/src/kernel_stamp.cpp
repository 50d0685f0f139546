#include "kernel_stamp.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rawan {
namespace {

constexpr double kSigmas = 5.0;

}  // namespace

KernelShape::KernelShape(const DensityOptions& options) : kernel(options.kernel) {
  const double h = options.bandwidth.value;
  switch (kernel) {
    case Kernel::quartic:
      reach = h;
      scale = 3.0 * std::numbers::inv_pi / (h * h) / (h * h) / (h * h);
      break;
    case Kernel::gaussian:
      reach = kSigmas * h;
      scale = 0.5 * std::numbers::inv_pi / (h * h);
      falloff = 0.5 / (h * h);
      break;
  }
}

CellRange cells_in_reach(double place, double reach, std::size_t n) {
  const auto limit = static_cast<double>(n);
  const double first = std::clamp(std::ceil(place - reach - 0.5), 0.0, limit);
  const double end = std::clamp(std::floor(place + reach - 0.5) + 1.0, first, limit);
  return {static_cast<std::size_t>(first), static_cast<std::size_t>(end)};
}

KernelStamp::KernelStamp(const KernelShape& shape, const GridFrame& frame, Point event)
    : shape_(shape), frame_(frame), event_(event) {
  const double cell = frame.cell.value;
  rows_ = cells_in_reach((frame.north_west.y - event.y) / cell, shape.reach / cell, frame.rows);
  columns_ =
      cells_in_reach((event.x - frame.north_west.x) / cell, shape.reach / cell, frame.columns);
  profile_.resize(columns_.end - columns_.begin);
  for (std::size_t i = 0; i < profile_.size(); ++i) {
    const double dx = frame.center(0, columns_.begin + i).x - event.x;
    profile_[i] = shape.kernel == Kernel::quartic ? dx * dx : std::exp(-dx * dx * shape.falloff);
  }
}

CellRange KernelStamp::row(std::size_t row, std::span<double> values) const {
  const double dy = frame_.center(row, 0).y - event_.y;
  const double rest = shape_.reach * shape_.reach - dy * dy;
  if (rest < 0.0) return {};
  const double cell = frame_.cell.value;
  CellRange range = cells_in_reach((event_.x - frame_.north_west.x) / cell, std::sqrt(rest) / cell,
                                   frame_.columns);
  range.begin = std::max(range.begin, columns_.begin);
  range.end = std::clamp(range.end, range.begin, std::max(range.begin, columns_.end));
  const double* profile = profile_.data() + (range.begin - columns_.begin);
  double* out = values.data() + range.begin;
  const std::size_t n = range.end - range.begin;
  if (shape_.kernel == Kernel::quartic) {
    for (std::size_t i = 0; i < n; ++i) {
      const double t = std::max(0.0, rest - profile[i]);
      out[i] = shape_.scale * (t * t);
    }
  } else {
    const double factor = shape_.scale * std::exp(-dy * dy * shape_.falloff);
    for (std::size_t i = 0; i < n; ++i) out[i] = factor * profile[i];
  }
  return range;
}

GridFrame lattice_around(Point point, const GridFrame& frame, double reach) {
  const double cell = frame.cell.value;
  const double margin = std::ceil(reach / cell) + 1.0;
  const double column = std::floor((point.x - frame.north_west.x) / cell) - margin;
  const double row = std::floor((frame.north_west.y - point.y) / cell) - margin;
  const auto side = static_cast<std::size_t>(2.0 * margin + 1.0);
  return {.north_west = {frame.north_west.x + column * cell, frame.north_west.y - row * cell},
          .cell = frame.cell,
          .rows = side,
          .columns = side};
}

}  // namespace rawan
