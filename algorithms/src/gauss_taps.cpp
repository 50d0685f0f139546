#include "gauss_taps.h"

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

constexpr std::size_t kBefore = kTaps / 2 - 1;
/// Columns whose sums stay in registers.
constexpr std::size_t kLane = 32;

/// exp(-(j node distances)^2) for the nodes of a place that lies on one.
std::array<double, kTaps> taps_on_node() {
  std::array<double, kTaps> taps{};
  for (std::size_t i = 0; i < kTaps; ++i) {
    const double distance = kNodeDistance * (static_cast<double>(i) - static_cast<double>(kBefore));
    taps[i] = std::exp(-distance * distance);
  }
  return taps;
}

}  // namespace

// exp(-(j - f)^2 a) = exp(-a f^2) exp(2 a f)^j exp(-a j^2): two exponentials for all nodes.
Taps taps_at(double place) {
  static const std::array<double, kTaps> on_node = taps_on_node();
  constexpr double kSquare = kNodeDistance * kNodeDistance;
  const double floor = std::floor(place);
  const double f = place - floor;
  const double ratio = std::exp(2.0 * kSquare * f);
  Taps taps{.first = static_cast<std::ptrdiff_t>(floor) - static_cast<std::ptrdiff_t>(kBefore)};
  const double first = std::exp(-kSquare * f * (f + 2.0 * static_cast<double>(kBefore)));
  // Four chains of products instead of one long one.
  const double square = ratio * ratio;
  const double step = square * square;
  std::array<double, 4> power{first, first * ratio, first * square, first * (square * ratio)};
  for (std::size_t i = 0; i < kTaps; i += power.size()) {
    for (std::size_t k = 0; k < power.size(); ++k) {
      taps.value[i + k] = power[k] * on_node[i + k];
      power[k] *= step;
    }
  }
  return taps;
}

[[gnu::target_clones("default", "avx2", "avx512f")]] void add_taps(const double* down,
                                                                   const double* right,
                                                                   std::size_t columns,
                                                                   double* grid) {
  for (std::size_t r = 0; r < kTaps; ++r) {
    double* row = grid + r * columns;
    for (std::size_t c = 0; c < kTaps; ++c) row[c] += down[r] * right[c];
  }
}

[[gnu::target_clones("default", "avx2", "avx512f")]] void sum_taps_down(
    const double* down, const double* grid, std::size_t columns, std::size_t n, double* out) {
  std::size_t c = 0;
  for (; c + kLane <= n; c += kLane) {
    std::array<double, kLane> sums{};
    for (std::size_t r = 0; r < kTaps; ++r) {
      const double* row = grid + r * columns + c;
      for (std::size_t k = 0; k < kLane; ++k) sums[k] += down[r] * row[k];
    }
    for (std::size_t k = 0; k < kLane; ++k) out[c + k] = sums[k];
  }
  for (; c < n; ++c) {
    double sum = 0.0;
    for (std::size_t r = 0; r < kTaps; ++r) sum += down[r] * grid[r * columns + c];
    out[c] = sum;
  }
}

}  // namespace rawan
