#include "gauss_taps.h"
#include "kernel_sum.h"
#include "moment_choice.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rawan {
namespace {

// Measured times of a step of each loop, in units of a cell of a stamp.
constexpr double kRowOfStamp = 10.0;
constexpr double kSortOfEvent = 40.0;
constexpr double kTapOfNode = 0.2;

/// A bandwidth in cells below which moments gain nothing and lose digits.
constexpr double kNarrow = 8.0;

/// The other ways hold the frame with twice the reach on each side in memory.
bool lattice_fits(double reach, const GridFrame& frame) {
  const double rows = static_cast<double>(frame.rows) + 4.0 * reach;
  const double columns = static_cast<double>(frame.columns) + 4.0 * reach;
  return rows * columns <= std::min(2e9, 1e6 + 16.0 * static_cast<double>(frame.size()));
}

double direct_cost(double reach, const GridFrame& frame, double events) {
  const double rows = std::min(2.0 * reach, static_cast<double>(frame.rows));
  const double columns =
      std::min(std::numbers::pi / 2.0 * reach, static_cast<double>(frame.columns));
  return events * rows * (kRowOfStamp + columns);
}

/// @param sigma in cells.
double gauss_cost(double sigma, const GridFrame& frame, double events) {
  const auto taps = static_cast<double>(kTaps);
  const double border = 4.0 * taps;
  const double node_rows = static_cast<double>(frame.rows) / (kNodeDistance * sigma) + border;
  const double node_columns = static_cast<double>(frame.columns) / (kNodeDistance * sigma) + border;
  const double columns = static_cast<double>(frame.columns);
  return node_rows * node_columns +
         kTapOfNode * taps * columns * (node_rows + static_cast<double>(frame.rows)) +
         events * (kSortOfEvent + kTapOfNode * taps * taps);
}

}  // namespace

std::unique_ptr<KernelSum> cheapest_sum(const KernelShape& shape, const GridFrame& frame,
                                        std::size_t events) {
  const double reach = shape.reach / frame.cell.value;
  const auto n = static_cast<double>(events);
  const double direct = direct_cost(reach, frame, n);
  if (!lattice_fits(reach, frame)) return direct_sum(shape, frame);
  if (shape.kernel == Kernel::gaussian) {
    const double sigma = std::sqrt(0.5 / shape.falloff) / frame.cell.value;
    const bool wide = sigma >= 1.0 && gauss_cost(sigma, frame, n) < direct;
    return wide ? gauss_sum(shape, frame) : direct_sum(shape, frame);
  }
  if (!shape.is_power() || reach < kNarrow) return direct_sum(shape, frame);
  const MomentChoice moments = cheapest_moments(reach, frame.size(), events, shape.power);
  return moments.cost < direct ? moment_sum(shape, frame, events) : direct_sum(shape, frame);
}

}  // namespace rawan
