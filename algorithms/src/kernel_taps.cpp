#include "kernel_taps.h"

#include "kernel_stamp.h"
#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

double kernel_at(const KernelShape& shape, double distance2) {
  const double rest = shape.reach * shape.reach - distance2;
  if (rest <= 0.0) return 0.0;
  if (shape.kernel == Kernel::gaussian) return std::exp(-distance2 * shape.falloff);
  if (shape.kernel == Kernel::triangular) return shape.reach - std::sqrt(distance2);
  return std::pow(rest, shape.power);
}

/// Adds four scaled rows to one. The same order of additions on every path, so the same bits.
[[gnu::target_clones("default", "avx2", "avx512f")]] void add_scaled(const double* in,
                                                                     const double* taps,
                                                                     std::size_t n, double* out) {
  const double a = taps[0];
  const double b = taps[1];
  const double c = taps[2];
  const double d = taps[3];
  for (std::size_t i = 0; i < n; ++i) {
    out[i] += (a * in[i] + b * in[i + 1]) + (c * in[i + 2] + d * in[i + 3]);
  }
}

}  // namespace

KernelTaps::KernelTaps(Kernel kernel, Meters bandwidth, const GridFrame& frame)
    : rows_(frame.rows), columns_(frame.columns) {
  expects(bandwidth.value > 0.0 && std::isfinite(bandwidth.value), "a positive bandwidth");
  const KernelShape shape({.kernel = kernel, .bandwidth = bandwidth});
  const double cell = frame.cell.value;
  reach_ = static_cast<std::size_t>(std::floor(shape.reach / cell));
  width_ = (side() + kTogether - 1) / kTogether * kTogether;
  taps_.assign(side() * width_, 0.0);
  double total = 0.0;
  for (std::size_t row = 0; row < side(); ++row) {
    for (std::size_t column = 0; column < side(); ++column) {
      const double y = (static_cast<double>(row) - static_cast<double>(reach_)) * cell;
      const double x = (static_cast<double>(column) - static_cast<double>(reach_)) * cell;
      taps_[row * width_ + column] = kernel_at(shape, x * x + y * y);
      total += taps_[row * width_ + column];
    }
  }
  for (double& tap : taps_) tap /= total;
}

double KernelTaps::energy() const {
  double sum = 0.0;
  for (const double tap : taps_) sum += tap * tap;
  return sum;
}

std::vector<double> KernelTaps::bordered(const std::vector<double>& values) const {
  std::vector<double> wide((rows_ + 2 * reach_) * stride() + kTogether, 0.0);
  fill(values, wide);
  return wide;
}

void KernelTaps::fill(const std::vector<double>& values, std::vector<double>& bordered) const {
  for (std::size_t row = 0; row < rows_; ++row) {
    std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(row * columns_), columns_,
                bordered.begin() + static_cast<std::ptrdiff_t>((row + reach_) * stride() + reach_));
  }
}

void KernelTaps::sum(const std::vector<double>& bordered, std::vector<double>& out) const {
  std::ranges::fill(out, 0.0);
  for (std::size_t row = 0; row < rows_; ++row) {
    for (std::size_t tap = 0; tap < taps_.size(); tap += kTogether) {
      const double* four = taps_.data() + tap;
      if (four[0] + four[1] + four[2] + four[3] == 0.0) continue;
      const std::size_t from = (row + tap / width_) * stride() + tap % width_;
      add_scaled(bordered.data() + from, four, columns_, out.data() + row * columns_);
    }
  }
}

}  // namespace rawan
