#include "kernel_stamp.h"
#include "kernel_sum.h"
#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <tuple>

namespace rawan {
namespace {

/// Rows computed together, so that the part of a kernel that depends on columns is reused.
constexpr std::size_t kTileRows = 16;

class DirectSum : public KernelSum {
 public:
  DirectSum(const KernelShape& shape, const GridFrame& frame) : shape_(shape), frame_(frame) {}

  void arrange(std::vector<WeightedEvent>& events) const override {
    std::ranges::sort(events, {},
                      [](const WeightedEvent& e) { return std::tuple(e.at.y, e.at.x, e.weight); });
  }

  std::vector<double> densities(std::span<const WeightedEvent> events,
                                const Control& control) const override {
    std::vector<double> density(frame_.size(), 0.0);
    const std::size_t tiles = (frame_.rows + kTileRows - 1) / kTileRows;
    control.expect(tiles);
    parallel_for(tiles, [&](std::size_t tile) {
      control.step();
      add_to_tile(tile, events_near(tile, events), density);
    });
    return density;
  }

  std::vector<double> masses(std::span<const WeightedEvent> events,
                             const Grid<std::uint8_t>& window) const override {
    std::vector<double> result(events.size());
    parallel_for(events.size(), [&](std::size_t i) { result[i] = mass(events[i].at, window); });
    return result;
  }

 private:
  std::size_t first_row(std::size_t tile) const { return std::min(frame_.rows, tile * kTileRows); }

  double mass(Point event, const Grid<std::uint8_t>& window) const {
    if (!window.values.empty()) return mass_on(window, event);
    return mass_on({lattice_around(event, frame_, shape_.reach), {}}, event);
  }

  double mass_on(const Grid<std::uint8_t>& window, Point event) const {
    const KernelStamp stamp(shape_, window.frame, event);
    std::vector<double> values(window.frame.columns);
    double sum = 0.0;
    for (std::size_t row = stamp.rows().begin; row < stamp.rows().end; ++row) {
      const CellRange columns = stamp.row(row, values);
      for (std::size_t column = columns.begin; column < columns.end; ++column) {
        if (window.values.empty() || window.at(row, column) != 0) sum += values[column];
      }
    }
    return sum * frame_.cell.value * frame_.cell.value;
  }

  /// Those whose kernel may reach the tile; a cell more on each side costs nothing.
  std::span<const WeightedEvent> events_near(std::size_t tile,
                                             std::span<const WeightedEvent> events) const {
    const double slack = shape_.reach + frame_.cell.value;
    const double north = frame_.center(first_row(tile), 0).y + slack;
    const double south = frame_.center(first_row(tile + 1) - 1, 0).y - slack;
    const auto y = [](const WeightedEvent& e) { return e.at.y; };
    return {std::ranges::lower_bound(events, south, {}, y),
            std::ranges::upper_bound(events, north, {}, y)};
  }

  void add_to_tile(std::size_t tile, std::span<const WeightedEvent> events,
                   std::vector<double>& density) const {
    std::vector<double> values(frame_.columns);
    for (const WeightedEvent& event : events) {
      const KernelStamp stamp(shape_, frame_, event.at);
      const std::size_t begin = std::max(first_row(tile), stamp.rows().begin);
      const std::size_t end = std::min(first_row(tile + 1), stamp.rows().end);
      for (std::size_t row = begin; row < end; ++row) {
        const CellRange columns = stamp.row(row, values);
        double* out = &density[row * frame_.columns];
        for (std::size_t c = columns.begin; c < columns.end; ++c)
          out[c] += event.weight * values[c];
      }
    }
  }

  const KernelShape& shape_;
  GridFrame frame_;
};

}  // namespace

std::unique_ptr<KernelSum> direct_sum(const KernelShape& shape, const GridFrame& frame) {
  return std::make_unique<DirectSum>(shape, frame);
}

}  // namespace rawan
