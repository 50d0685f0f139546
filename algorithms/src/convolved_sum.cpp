#include "convolved_sum.h"

#include "disc_loops.h"
#include "kernel_sum.h"
#include "lattice_events.h"
#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rawan {
namespace {

constexpr double kRemainder = 1e-9;
constexpr std::size_t kTileRows = 32;
/// Columns convolved together, so that all rows in reach stay in the cache.
constexpr std::size_t kStrip = 64;

using NodeWeights = std::array<double, kMostNodes>;

/// Lagrange's weights of n nodes, 1 - n/2 ... n/2.
class Lagrange {
 public:
  explicit Lagrange(std::size_t n) : n_(n) {
    for (std::size_t i = 0; i < n; ++i) {
      double product = 1.0;
      for (std::size_t j = 0; j < n; ++j) {
        if (j != i) product *= static_cast<double>(i) - static_cast<double>(j);
      }
      inverse_[i] = 1.0 / product;
    }
  }

  /// At a place in [0, 1). Products from the left and from the right save divisions.
  NodeWeights at(double place) const {
    NodeWeights weights{};
    const double first = place - 1.0 + static_cast<double>(n_ / 2);
    double product = 1.0;
    for (std::size_t i = 0; i < n_; ++i) {
      weights[i] = inverse_[i] * product;
      product *= first - static_cast<double>(i);
    }
    product = 1.0;
    for (std::size_t i = n_; i-- > 0;) {
      weights[i] *= product;
      product *= first - static_cast<double>(i);
    }
    return weights;
  }

 private:
  std::size_t n_;
  NodeWeights inverse_{};
};

/// The centers an event is moved to, from `row` (southward) and `column` on.
struct Spread {
  std::size_t row = 0;
  std::size_t column = 0;
  NodeWeights down{};
  NodeWeights right{};
};

class ConvolvedSum : public KernelSum {
 public:
  ConvolvedSum(const KernelShape& shape, const GridFrame& frame)
      : frame_(frame), nodes_(nodes_for(shape, frame.cell.value)), lagrange_(nodes_) {
    const double cell = frame.cell.value;
    const auto reach = static_cast<std::size_t>(std::ceil(shape.reach / cell));
    for (std::size_t d = 0; d <= reach; ++d) {
      const double distance = static_cast<double>(d) * cell;
      kernel_.push_back(std::sqrt(shape.scale) * std::exp(-distance * distance * shape.falloff));
    }
    margin_ = reach + nodes_;
    lattice_ = padded(frame, margin_);
  }

  void arrange(std::vector<WeightedEvent>& events) const override {
    sort_by_cell(events, lattice_);
  }

  std::vector<double> densities(std::span<const WeightedEvent> events,
                                const Control& control) const override {
    control.expect(1);
    control.step();
    const LatticeEvents sources(events, lattice_);
    const std::vector<double> result = convolve(spread(sources), frame_.rows, frame_.columns);
    return non_negative(events) ? clamped(result) : result;
  }

  std::vector<double> masses(std::span<const WeightedEvent> events,
                             const Grid<std::uint8_t>& window) const override {
    const LatticeEvents sources(events, lattice_);
    const std::vector<double> around = convolve(wide(window), lattice_.rows, lattice_.columns);
    const double area = frame_.cell.value * frame_.cell.value;
    std::vector<double> result(events.size(), 0.0);
    parallel_for(lattice_.rows, [&](std::size_t r) {
      double* mass = result.data() + sources.first_of_row(r);
      for (const CellEvent& event : sources.row(r)) *mass++ = area * at_nodes(r, event, around);
    });
    return result;
  }

 private:
  /// Where the event goes, unless it lies so far out that it reaches nothing.
  Spread nodes_of(std::size_t row, const CellEvent& event) const {
    const double x = event.offset.x / frame_.cell.value;
    const double y = -event.offset.y / frame_.cell.value;
    const std::size_t before = nodes_ / 2 - 1;
    const std::size_t left = x < 0.0 ? 1 : 0;
    const std::size_t up = y < 0.0 ? 1 : 0;
    return {row - before - up, event.column - before - left,
            lagrange_.at(y + static_cast<double>(up)), lagrange_.at(x + static_cast<double>(left))};
  }
  bool near_border(std::size_t row, std::size_t column) const {
    const std::size_t half = nodes_ / 2;
    return row < half || column < half || row + half >= lattice_.rows ||
           column + half >= lattice_.columns;
  }

  std::vector<double> spread(const LatticeEvents& sources) const {
    std::vector<double> grid(lattice_.size(), 0.0);
    parallel_for((lattice_.rows + kTileRows - 1) / kTileRows, [&](std::size_t tile) {
      const std::size_t first = tile * kTileRows;
      const std::size_t end = std::min(lattice_.rows, first + kTileRows);
      for (std::size_t r = first - std::min(first, nodes_);
           r < std::min(lattice_.rows, end + nodes_); ++r) {
        for (const CellEvent& event : sources.row(r)) add(r, event, first, end, grid);
      }
    });
    return grid;
  }

  /// Only to rows from `first` to `end`.
  void add(std::size_t row, const CellEvent& event, std::size_t first, std::size_t end,
           std::vector<double>& grid) const {
    if (near_border(row, event.column)) return;
    const Spread spread = nodes_of(row, event);
    for (std::size_t r = 0; r < nodes_; ++r) {
      if (spread.row + r < first || spread.row + r >= end) continue;
      double* out = &grid[(spread.row + r) * lattice_.columns + spread.column];
      const double weight = event.weight * spread.down[r];
      for (std::size_t c = 0; c < nodes_; ++c) out[c] += weight * spread.right[c];
    }
  }

  double at_nodes(std::size_t row, const CellEvent& event, std::span<const double> grid) const {
    if (near_border(row, event.column)) return 0.0;
    const Spread spread = nodes_of(row, event);
    double sum = 0.0;
    for (std::size_t r = 0; r < nodes_; ++r) {
      const double* values = &grid[(spread.row + r) * lattice_.columns + spread.column];
      double of_row = 0.0;
      for (std::size_t c = 0; c < nodes_; ++c) of_row += spread.right[c] * values[c];
      sum += spread.down[r] * of_row;
    }
    return sum;
  }

  /// The window's cells as ones, with a border on which the lattice lies inside the kernel's reach.
  std::vector<double> wide(const Grid<std::uint8_t>& window) const {
    const std::size_t border = margin_ + margin_;
    const std::size_t columns = frame_.columns + 2 * border;
    std::vector<double> grid(columns * (frame_.rows + 2 * border),
                             window.values.empty() ? 1.0 : 0.0);
    for (std::size_t i = 0; i < window.values.size(); ++i) {
      const std::size_t row = i / frame_.columns + border;
      grid[row * columns + i % frame_.columns + border] = window.values[i] != 0 ? 1.0 : 0.0;
    }
    return grid;
  }

  /// @param grid `margin_` wider than rows x columns on each side.
  std::vector<double> convolve(const std::vector<double>& grid, std::size_t rows,
                               std::size_t columns) const {
    const std::size_t wide = columns + 2 * margin_;
    std::vector<double> across((rows + 2 * margin_) * columns, 0.0);
    parallel_for(rows + 2 * margin_, [&](std::size_t r) {
      const double* row = &grid[r * wide];
      if (std::all_of(row, row + wide, [](double v) { return v == 0.0; })) return;
      add_neighbors(row + margin_, 1, columns, &across[r * columns]);
    });
    std::vector<double> result(rows * columns, 0.0);
    parallel_for((columns + kStrip - 1) / kStrip, [&](std::size_t strip) {
      const std::size_t first = strip * kStrip;
      const std::size_t n = std::min(columns - first, kStrip);
      for (std::size_t r = 0; r < rows; ++r) {
        add_neighbors(&across[(r + margin_) * columns + first], columns, n,
                      &result[r * columns + first]);
      }
    });
    return result;
  }

  void add_neighbors(const double* middle, std::size_t stride, std::size_t n, double* out) const {
    for (std::size_t i = 0; i < n; ++i) out[i] = kernel_[0] * middle[i];
    std::size_t d = 1;
    for (; d + 4 <= kernel_.size(); d += 4) add_four_pairs(&kernel_[d], middle, d, stride, n, out);
    for (; d < kernel_.size(); ++d) {
      add_scaled_pair(kernel_[d], middle + d * stride, middle - d * stride, n, out);
    }
  }

  static bool non_negative(std::span<const WeightedEvent> events) {
    return std::ranges::all_of(events, [](const WeightedEvent& e) { return e.weight >= 0.0; });
  }
  /// Where the kernel ends, some of Lagrange's weights meet it and others do not.
  static std::vector<double> clamped(std::vector<double> values) {
    for (double& v : values) v = std::max(v, 0.0);
    return values;
  }

  GridFrame frame_;
  std::size_t nodes_;
  Lagrange lagrange_;
  std::size_t margin_ = 0;
  std::vector<double> kernel_;  // One axis, by distance in cells.
  GridFrame lattice_;
};

/// The largest product of distances from a place in the middle interval to n nodes.
double largest_product(std::size_t n) {
  double product = 1.0;
  for (std::size_t i = 0; i < n / 2; ++i) {
    const double half = static_cast<double>(i) + 0.5;
    product *= half * half;
  }
  return product;
}

}  // namespace

std::size_t nodes_for(const KernelShape& shape, double cell) {
  const double sigma = std::sqrt(0.5 / shape.falloff) / cell;
  double largest_derivative = 1.0;  // (n - 1)!!, of exp(-x^2 / 2) at 0
  double factorial = 1.0;
  for (std::size_t n = 2; n <= kMostNodes; n += 2) {
    const auto order = static_cast<double>(n);
    largest_derivative *= order - 1.0;
    factorial *= order * (order - 1.0);
    const double remainder =
        largest_product(n) * largest_derivative / factorial / std::pow(sigma, order);
    if (remainder <= kRemainder) return n;
  }
  return 0;
}

std::unique_ptr<KernelSum> convolved_sum(const KernelShape& shape, const GridFrame& frame) {
  return std::make_unique<ConvolvedSum>(shape, frame);
}

}  // namespace rawan
