#include "oracles/variable_density.h"

#include "oracles/density.h"

#include <cmath>
#include <limits>

namespace rawan::oracle {
namespace {

double kernel_between(Kernel kernel, double bandwidth, Point a, Point b) {
  const double dx = a.x - b.x;
  const double dy = a.y - b.y;
  return oracle::kernel({kernel, Meters(bandwidth), {}}, dx * dx + dy * dy);
}

struct Loops {
  const Grid<std::uint8_t>& window;
  Kernel kernel;

  Point center(std::size_t i) const {
    return window.frame.center(i / window.frame.columns, i % window.frame.columns);
  }

  /// The kernel around a place, summed over the cells of the window.
  double mass(Point at, double bandwidth) const {
    double sum = 0.0;
    for (std::size_t i = 0; i < window.frame.size(); ++i) {
      if (window.values[i] != 0) sum += kernel_between(kernel, bandwidth, at, center(i));
    }
    return sum * window.frame.cell.value * window.frame.cell.value;
  }
};

}  // namespace

DensityEstimate variable_density(std::span<const Point> events, std::span<const double> weights,
                                 std::span<const Meters> bandwidths,
                                 const Grid<std::uint8_t>& window,
                                 const VariableDensityOptions& options) {
  const Loops loops{window, options.kernel};
  const double none = std::numeric_limits<double>::quiet_NaN();
  DensityEstimate result{{window.frame, std::vector<double>(window.frame.size(), none)},
                         {window.frame, std::vector<double>(window.frame.size(), none)}};
  for (std::size_t i = 0; i < window.frame.size(); ++i) {
    if (window.values[i] == 0) continue;
    double sum = 0.0;
    double squares = 0.0;
    for (std::size_t j = 0; j < events.size(); ++j) {
      const double h = bandwidths[j].value;
      double term = (weights.empty() ? 1.0 : weights[j]) *
                    kernel_between(options.kernel, h, loops.center(i), events[j]);
      if (options.edge == EdgeCorrection::jones_diggle && term != 0.0) {
        term /= loops.mass(events[j], h);
      }
      sum += term;
      squares += term * term;
    }
    const double e = options.edge == EdgeCorrection::uniform
                         ? loops.mass(loops.center(i), options.bandwidth_of_cells[i])
                         : 1.0;
    result.density.values[i] = sum / e;
    result.standard_error.values[i] = std::sqrt(squares) / e;
  }
  return result;
}

}  // namespace rawan::oracle
