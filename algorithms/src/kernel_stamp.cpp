#include "kernel_stamp.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rawan {
namespace {

/// Beyond it a kernel of the Gaussian is below 1e-9 of its peak.
constexpr double kSigmas = 6.5;

/// Kernels other than the Gaussian: with reach h, the factor of 1 / (pi h^2) (1 - (r/h)^2)^power.
double peak_factor(Kernel kernel) {
  switch (kernel) {
    case Kernel::uniform:
      return 1.0;
    case Kernel::epanechnikov:
      return 2.0;
    case Kernel::triangular:
    case Kernel::quartic:
      return 3.0;
    case Kernel::triweight:
      return 4.0;
    case Kernel::gaussian:
      break;
  }
  return 0.5;
}

int power_of(Kernel kernel) {
  switch (kernel) {
    case Kernel::epanechnikov:
      return 1;
    case Kernel::quartic:
      return 2;
    case Kernel::triweight:
      return 3;
    default:
      return 0;
  }
}

}  // namespace

KernelShape::KernelShape(const DensityOptions& options)
    : kernel(options.kernel), power(power_of(options.kernel)) {
  const double h = options.bandwidth.value;
  reach = kernel == Kernel::gaussian ? kSigmas * h : h;
  scale = peak_factor(kernel) * std::numbers::inv_pi / (h * h);
  for (int i = 0; i < power; ++i) scale /= h * h;
  if (kernel == Kernel::triangular) scale /= h;
  if (kernel == Kernel::gaussian) falloff = 0.5 / (h * h);
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
    profile_[i] = shape.kernel == Kernel::gaussian ? std::exp(-dx * dx * shape.falloff) : dx * dx;
  }
}

CellRange KernelStamp::columns_within(double distance) const {
  const double cell = frame_.cell.value;
  CellRange range = cells_in_reach((event_.x - frame_.north_west.x) / cell, distance / cell + 1e-6,
                                   frame_.columns);
  range.begin = std::max(range.begin, columns_.begin);
  range.end = std::clamp(range.end, range.begin, std::max(range.begin, columns_.end));
  return range;
}

CellRange KernelStamp::row(std::size_t row, std::span<double> values) const {
  const double dy = frame_.center(row, 0).y - event_.y;
  const double rest = shape_.reach * shape_.reach - dy * dy;
  if (rest < 0.0) return {};
  const CellRange range = columns_within(std::sqrt(rest));
  const std::span profile =
      std::span(profile_).subspan(range.begin - columns_.begin, range.end - range.begin);
  double* out = values.data() + range.begin;
  if (shape_.kernel == Kernel::gaussian) {
    const double factor = shape_.scale * std::exp(-dy * dy * shape_.falloff);
    for (std::size_t i = 0; i < profile.size(); ++i) out[i] = factor * profile[i];
  } else if (shape_.kernel == Kernel::triangular) {
    for (std::size_t i = 0; i < profile.size(); ++i) {
      out[i] = shape_.scale * std::max(0.0, shape_.reach - std::sqrt(dy * dy + profile[i]));
    }
  } else {
    write_power(shape_.power, rest, profile, out);
  }
  return range;
}

void KernelStamp::write_power(int power, double rest, std::span<const double> profile,
                              double* out) const {
  for (std::size_t i = 0; i < profile.size(); ++i) {
    const double t = rest - profile[i];
    out[i] = t >= 0.0 ? shape_.scale : 0.0;
  }
  for (int p = 0; p < power; ++p) {
    for (std::size_t i = 0; i < profile.size(); ++i) out[i] *= rest - profile[i];
  }
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
