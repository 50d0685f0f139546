#include "variable_sum.h"

#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace rawan {
namespace {

/// Rows computed together. What a kernel has per column is computed once for all of them.
constexpr std::size_t kTileRows = 32;

void square(std::span<double> values) {
  for (double& v : values) v *= v;
}

/// Eight sums side by side, which a vector unit takes at once in whatever width it has.
double sum_of(std::span<const double> values) {
  std::array<double, 8> lanes{};
  std::size_t i = 0;
  for (; i + lanes.size() <= values.size(); i += lanes.size()) {
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) lanes[lane] += values[i + lane];
  }
  double sum = 0.0;
  for (; i < values.size(); ++i) sum += values[i];
  for (const double lane : lanes) sum += lane;
  return sum;
}

}  // namespace

VariableSum::VariableSum(Kernel kernel, const Grid<std::uint8_t>& window)
    : kernel_(kernel), window_(window) {
  const std::size_t columns = window.frame.columns;
  for (std::size_t row = 0; row < window.frame.rows && !window.values.empty(); ++row) {
    first_run_.push_back(runs_.size());
    for (std::size_t c = 0; c < columns; ++c) {
      if (window.at(row, c) == 0) continue;
      if (c == 0 || window.at(row, c - 1) == 0) runs_.push_back({c, c});
      runs_.back().end = c + 1;
    }
  }
  first_run_.push_back(runs_.size());
}

void VariableSum::arrange(std::vector<VariableEvent>& events) {
  std::ranges::sort(events, {}, [](const VariableEvent& e) {
    return std::tuple(e.at.y, e.at.x, e.weight, e.bandwidth);
  });
}

KernelShape VariableSum::shape_of(double bandwidth) const {
  return KernelShape({.kernel = kernel_, .bandwidth = Meters(bandwidth), .edge = {}});
}

std::vector<double> VariableSum::sums(std::span<const VariableEvent> events, bool squared,
                                      const Control& control) const {
  std::vector<double> sums(window_.frame.size(), 0.0);
  const std::size_t tiles = (window_.frame.rows + kTileRows - 1) / kTileRows;
  control.expect(tiles);
  parallel_for(tiles, [&](std::size_t tile) {
    control.step();
    add_to_tile(tile, events, squared, sums);
  });
  return sums;
}

void VariableSum::add_to_tile(std::size_t tile, std::span<const VariableEvent> events, bool squared,
                              std::vector<double>& sums) const {
  const GridFrame& frame = window_.frame;
  const std::size_t first = tile * kTileRows;
  const std::size_t last = std::min(frame.rows, first + kTileRows);
  const double north = frame.center(first, 0).y;
  const double south = frame.center(last - 1, 0).y;
  std::vector<double> values(frame.columns);
  for (const VariableEvent& event : events) {
    const KernelShape shape = shape_of(event.bandwidth);
    const double slack = shape.reach + frame.cell.value;
    if (event.at.y < south - slack || event.at.y > north + slack) continue;
    const KernelStamp stamp(shape, frame, event.at);
    const double weight = squared ? event.weight * event.weight : event.weight;
    const std::size_t end = std::min(last, stamp.rows().end);
    for (std::size_t row = std::max(first, stamp.rows().begin); row < end; ++row) {
      const CellRange columns = stamp.row(row, values);
      const std::size_t n = columns.end - columns.begin;
      double* in = values.data() + columns.begin;
      if (squared) square({in, n});
      double* out = &sums[row * frame.columns] + columns.begin;
      for (std::size_t c = 0; c < n; ++c) out[c] += weight * in[c];
    }
  }
}

double VariableSum::mass(const VariableEvent& event, bool squared) const {
  const KernelShape shape = shape_of(event.bandwidth);
  const bool endless = window_.values.empty();
  const GridFrame frame =
      endless ? lattice_around(event.at, window_.frame, shape.reach) : window_.frame;
  const KernelStamp stamp(shape, frame, event.at);
  std::vector<double> values(frame.columns);
  double sum = 0.0;
  for (std::size_t row = stamp.rows().begin; row < stamp.rows().end; ++row) {
    const CellRange columns = stamp.row(row, values);
    const std::span row_values =
        std::span(values).subspan(columns.begin, columns.end - columns.begin);
    if (squared) square(row_values);
    sum += endless ? sum_of(row_values) : window_sum(row, columns, values);
  }
  return sum * frame.cell.value * frame.cell.value;
}

double VariableSum::window_sum(std::size_t row, CellRange columns,
                               std::span<const double> values) const {
  double sum = 0.0;
  for (std::size_t i = first_run_[row]; i < first_run_[row + 1]; ++i) {
    const std::size_t begin = std::max(columns.begin, runs_[i].begin);
    const std::size_t end = std::min(columns.end, runs_[i].end);
    if (begin < end) sum += sum_of(values.subspan(begin, end - begin));
  }
  return sum;
}

}  // namespace rawan
