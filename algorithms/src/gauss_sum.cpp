#include "gauss_taps.h"
#include "kernel_sum.h"
#include "lattice_events.h"
#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>
#include <optional>

namespace rawan {
namespace {

/// Events are spread in so many blocks, whatever the number of threads.
constexpr std::size_t kBlocks = 64;
constexpr std::size_t kLeastBlock = 4096;
/// A mass below this may come from cells beyond the kernel's reach alone.
constexpr double kFaint = 1e-6;
/// Nodes beyond the outermost cells on each side: the cells' taps, and the events' outside of them.
constexpr std::ptrdiff_t kBorder = 2 * static_cast<std::ptrdiff_t>(kTaps);

/// Nodes along one axis of a frame, 0 at the first.
struct NodeAxis {
  double cell = 1.0;  ///< In node distances.
  std::size_t cells = 0;
  std::size_t nodes = 0;

  NodeAxis(double cell_side, std::size_t count)
      : cell(cell_side),
        cells(count),
        nodes(static_cast<std::size_t>(std::ceil(cell_side * static_cast<double>(count))) +
              2 * static_cast<std::size_t>(kBorder)) {}

  /// @param cells_from_edge in cells from the first cell's outer edge.
  double place(double cells_from_edge) const {
    return cells_from_edge * cell + static_cast<double>(kBorder);
  }
  Taps taps_of_cell(std::ptrdiff_t index) const {
    return taps_at(place(static_cast<double>(index) + 0.5));
  }
  std::vector<Taps> taps_of_cells() const {
    std::vector<Taps> taps;
    taps.reserve(cells);
    for (std::size_t i = 0; i < cells; ++i) {
      taps.push_back(taps_of_cell(static_cast<std::ptrdiff_t>(i)));
    }
    return taps;
  }
};

/// Values at the nodes, row by row.
struct NodeGrid {
  std::size_t first_row = 0;
  std::size_t columns = 0;
  std::vector<double> values;

  double* at(std::size_t row, std::size_t column) {
    return &values[(row - first_row) * columns + column];
  }
  const double* at(std::size_t row, std::size_t column) const {
    return &values[(row - first_row) * columns + column];
  }
  std::size_t rows() const { return columns == 0 ? 0 : values.size() / columns; }
};

class GaussSum : public KernelSum {
 public:
  GaussSum(const KernelShape& shape, const GridFrame& frame)
      : shape_(shape),
        frame_(frame),
        node_(kNodeDistance * std::sqrt(0.5 / shape.falloff)),
        across_(frame.cell.value / node_, frame.columns),
        down_(frame.cell.value / node_, frame.rows),
        lattice_(padded(frame, static_cast<std::size_t>(std::ceil(static_cast<double>(kBorder) *
                                                                  node_ / frame.cell.value)))) {
    // The nodes' sum stands for an integral: node distance / (pi sigma^2) per axis.
    const double per_axis = kNodeDistance * kNodeDistance / (std::numbers::pi * node_);
    height_ = per_axis * per_axis;
  }

  void arrange(std::vector<WeightedEvent>& events) const override {
    sort_by_cell(events, lattice_);
  }

  std::vector<double> densities(std::span<const WeightedEvent> events,
                                const Control& control) const override {
    control.expect(1);
    control.step();
    const NodeGrid rows = to_columns(spread(events));
    std::vector<double> result(frame_.size());
    parallel_for(frame_.rows, [&](std::size_t r) {
      Taps taps = down_.taps_of_cell(static_cast<std::ptrdiff_t>(r));
      for (double& tap : taps.value) tap *= height_;
      sum_taps_down(taps.value.data(), rows.at(static_cast<std::size_t>(taps.first), 0),
                    rows.columns, frame_.columns, &result[r * frame_.columns]);
    });
    return result;
  }

  std::vector<double> masses(std::span<const WeightedEvent> events,
                             const Grid<std::uint8_t>& window) const override {
    const NodeGrid nodes = window.values.empty() ? of_endless_lattice() : of_window(window);
    const double area = frame_.cell.value * frame_.cell.value;
    const std::unique_ptr<KernelSum> direct = direct_sum(shape_, frame_);
    std::vector<double> result(events.size(), 0.0);
    parallel_for(events.size(), [&](std::size_t i) {
      const auto taps = taps_of(events[i].at);
      if (taps) result[i] = height_ * area * sum_at(*taps, nodes);
      if (result[i] < kFaint && direct->masses(events.subspan(i, 1), window).front() == 0.0) {
        result[i] = 0.0;
      }
    });
    return result;
  }

 private:
  struct PlaneTaps {
    Taps down;
    Taps right;
  };

  double row_place(Point at) const {
    return down_.place((frame_.north_west.y - at.y) / frame_.cell.value);
  }

  /// None so far out that no cell is reached.
  std::optional<PlaneTaps> taps_of(Point at) const {
    const double x = across_.place((at.x - frame_.north_west.x) / frame_.cell.value);
    const double y = row_place(at);
    const auto inside = [](double place, const NodeAxis& axis) {
      constexpr double kHalf = static_cast<double>(kTaps) / 2.0;
      return place >= kHalf && place < static_cast<double>(axis.nodes) - kHalf;
    };
    if (!inside(x, across_) || !inside(y, down_)) return std::nullopt;
    return PlaneTaps{taps_at(y), taps_at(x)};
  }

  static double sum_at(const PlaneTaps& taps, const NodeGrid& nodes) {
    std::array<double, kTaps> of_columns{};
    sum_taps_down(taps.down.value.data(),
                  nodes.at(static_cast<std::size_t>(taps.down.first),
                           static_cast<std::size_t>(taps.right.first)),
                  nodes.columns, kTaps, of_columns.data());
    double sum = 0.0;
    for (std::size_t c = 0; c < kTaps; ++c) sum += taps.right.value[c] * of_columns[c];
    return sum;
  }

  // --- from events to nodes ---------------------------------------------------------------------

  /// In blocks that follow the order of the events, so that threads change nothing.
  NodeGrid spread(std::span<const WeightedEvent> events) const {
    const std::size_t block = std::max(kLeastBlock, events.size() / kBlocks + 1);
    std::vector<NodeGrid> blocks((events.size() + block - 1) / block);
    parallel_for(blocks.size(), [&](std::size_t b) {
      const std::size_t first = b * block;
      blocks[b] = spread_block(events.subspan(first, std::min(block, events.size() - first)));
    });
    NodeGrid all = empty_grid(0, down_.nodes);
    parallel_for(down_.nodes, [&](std::size_t row) {
      for (const NodeGrid& part : blocks) {
        if (row < part.first_row || row >= part.first_row + part.rows()) continue;
        const double* from = part.at(row, 0);
        double* to = all.at(row, 0);
        for (std::size_t c = 0; c < all.columns; ++c) to[c] += from[c];
      }
    });
    return all;
  }

  NodeGrid spread_block(std::span<const WeightedEvent> events) const {
    std::size_t low = down_.nodes;
    std::size_t high = 0;
    for (const WeightedEvent& event : events) {
      const double kept = std::clamp(row_place(event.at), 0.0, static_cast<double>(down_.nodes));
      const auto row = static_cast<std::size_t>(kept);
      low = std::min(low, row - std::min(row, kTaps));
      high = std::max(high, std::min(down_.nodes, row + kTaps));
    }
    NodeGrid grid = empty_grid(low, high > low ? high - low : 0);
    for (const WeightedEvent& event : events) {
      auto taps = taps_of(event.at);
      if (!taps) continue;
      for (double& tap : taps->down.value) tap *= event.weight;
      add_taps(taps->down.value.data(), taps->right.value.data(), grid.columns,
               grid.at(static_cast<std::size_t>(taps->down.first),
                       static_cast<std::size_t>(taps->right.first)));
    }
    return grid;
  }

  NodeGrid empty_grid(std::size_t first_row, std::size_t rows) const {
    return {first_row, across_.nodes, std::vector<double>(rows * across_.nodes, 0.0)};
  }

  /// From nodes to the columns of the frame; rows stay rows of nodes.
  NodeGrid to_columns(const NodeGrid& nodes) const {
    const std::vector<Taps> taps = across_.taps_of_cells();
    NodeGrid rows{0, frame_.columns, std::vector<double>(nodes.rows() * frame_.columns)};
    parallel_for(nodes.rows(), [&](std::size_t r) {
      for (std::size_t c = 0; c < frame_.columns; ++c) {
        const double* values = nodes.at(r, static_cast<std::size_t>(taps[c].first));
        double sum = 0.0;
        for (std::size_t k = 0; k < kTaps; ++k) sum += taps[c].value[k] * values[k];
        *rows.at(r, c) = sum;
      }
    });
    return rows;
  }

  // --- from cells to nodes, for masses ----------------------------------------------------------

  /// The nodes' share of the cells of a window: what `densities` does, the other way round.
  NodeGrid of_window(const Grid<std::uint8_t>& window) const {
    NodeGrid rows{0, across_.nodes, std::vector<double>(frame_.rows * across_.nodes, 0.0)};
    const std::vector<Taps> taps = across_.taps_of_cells();
    parallel_for(frame_.rows, [&](std::size_t r) {
      for (std::size_t c = 0; c < frame_.columns; ++c) {
        if (window.at(r, c) == 0) continue;
        double* out = rows.at(r, static_cast<std::size_t>(taps[c].first));
        for (std::size_t k = 0; k < kTaps; ++k) out[k] += taps[c].value[k];
      }
    });
    return rows_to_nodes(rows);
  }

  NodeGrid rows_to_nodes(const NodeGrid& rows) const {
    NodeGrid nodes = empty_grid(0, down_.nodes);
    const std::vector<Taps> down = down_.taps_of_cells();
    constexpr std::size_t kStrip = 64;
    parallel_for((across_.nodes + kStrip - 1) / kStrip, [&](std::size_t strip) {
      const std::size_t first = strip * kStrip;
      const std::size_t end = std::min(across_.nodes, first + kStrip);
      for (std::size_t r = 0; r < frame_.rows; ++r) {
        const Taps& taps = down[r];
        const double* from = rows.at(r, 0);
        for (std::size_t k = 0; k < kTaps; ++k) {
          double* to = nodes.at(static_cast<std::size_t>(taps.first) + k, 0);
          for (std::size_t c = first; c < end; ++c) to[c] += taps.value[k] * from[c];
        }
      }
    });
    return nodes;
  }

  NodeGrid of_endless_lattice() const {
    const std::vector<double> down = of_endless_line(down_);
    const std::vector<double> right = of_endless_line(across_);
    NodeGrid nodes = empty_grid(0, down_.nodes);
    for (std::size_t r = 0; r < down_.nodes; ++r) {
      for (std::size_t c = 0; c < across_.nodes; ++c) *nodes.at(r, c) = down[r] * right[c];
    }
    return nodes;
  }

  /// The nodes' share of cells without end.
  static std::vector<double> of_endless_line(const NodeAxis& axis) {
    std::vector<double> nodes(axis.nodes, 0.0);
    const auto last = static_cast<std::ptrdiff_t>(axis.nodes);
    const auto beyond =
        static_cast<std::ptrdiff_t>(std::ceil(2.0 * static_cast<double>(kBorder) / axis.cell));
    for (std::ptrdiff_t c = -beyond; c < static_cast<std::ptrdiff_t>(axis.cells) + beyond; ++c) {
      const Taps taps = axis.taps_of_cell(c);
      for (std::size_t k = 0; k < kTaps; ++k) {
        const std::ptrdiff_t node = taps.first + static_cast<std::ptrdiff_t>(k);
        if (node >= 0 && node < last) nodes[static_cast<std::size_t>(node)] += taps.value[k];
      }
    }
    return nodes;
  }

  KernelShape shape_;
  GridFrame frame_;
  double node_;  // Meters between nodes.
  NodeAxis across_;
  NodeAxis down_;
  GridFrame lattice_;
  double height_ = 0.0;
};

}  // namespace

std::unique_ptr<KernelSum> gauss_sum(const KernelShape& shape, const GridFrame& frame) {
  return std::make_unique<GaussSum>(shape, frame);
}

}  // namespace rawan
