#include "lattice_events.h"

#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace rawan {
namespace {

struct Placed {
  WeightedEvent event;
  std::size_t column = 0;
};

bool before(const Placed& a, const Placed& b) {
  return std::tie(a.column, a.event.at.y, a.event.at.x, a.event.weight) <
         std::tie(b.column, b.event.at.y, b.event.at.x, b.event.weight);
}

/// Row and column; row `lattice.rows` for all outside.
std::pair<std::size_t, std::size_t> cell_of(Point p, const GridFrame& lattice) {
  const double column = std::floor((p.x - lattice.north_west.x) / lattice.cell.value);
  const double row = std::floor((lattice.north_west.y - p.y) / lattice.cell.value);
  const bool inside = column >= 0.0 && column < static_cast<double>(lattice.columns) &&
                      row >= 0.0 && row < static_cast<double>(lattice.rows);
  if (!inside) return {lattice.rows, 0};
  return {static_cast<std::size_t>(row), static_cast<std::size_t>(column)};
}

}  // namespace

GridFrame padded(const GridFrame& frame, std::size_t margin) {
  const double width = static_cast<double>(margin) * frame.cell.value;
  return {.north_west = {frame.north_west.x - width, frame.north_west.y + width},
          .cell = frame.cell,
          .rows = frame.rows + 2 * margin,
          .columns = frame.columns + 2 * margin};
}

void sort_by_cell(std::vector<WeightedEvent>& events, const GridFrame& lattice) {
  std::vector<std::pair<std::size_t, std::size_t>> cells(events.size());
  parallel_for(events.size(), [&](std::size_t i) { cells[i] = cell_of(events[i].at, lattice); });
  std::vector<std::size_t> begin(lattice.rows + 2, 0);
  for (const auto& cell : cells) ++begin[cell.first + 1];
  for (std::size_t r = 0; r <= lattice.rows; ++r) begin[r + 1] += begin[r];
  std::vector<Placed> placed(events.size());
  std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
  for (std::size_t i = 0; i < events.size(); ++i) {
    placed[next[cells[i].first]++] = {events[i], cells[i].second};
  }
  parallel_for(lattice.rows + 1, [&](std::size_t r) {
    const std::span row = std::span(placed).subspan(begin[r], begin[r + 1] - begin[r]);
    std::ranges::sort(row, before);
    for (std::size_t i = 0; i < row.size(); ++i) events[begin[r] + i] = row[i].event;
  });
}

LatticeEvents::LatticeEvents(std::span<const WeightedEvent> sorted, const GridFrame& lattice)
    : row_begin_(lattice.rows + 1, 0), events_(sorted.size()) {
  std::vector<std::size_t> rows(sorted.size());
  parallel_for(sorted.size(), [&](std::size_t i) {
    const auto [row, column] = cell_of(sorted[i].at, lattice);
    const Point center = lattice.center(row, column);
    rows[i] = row;
    events_[i] = {column, {sorted[i].at.x - center.x, sorted[i].at.y - center.y}, sorted[i].weight};
  });
  for (std::size_t r = 0; r <= lattice.rows; ++r) {
    row_begin_[r] = static_cast<std::size_t>(std::ranges::lower_bound(rows, r) - rows.begin());
  }
}

std::span<const CellEvent> first_cell(std::span<const CellEvent> row) {
  std::size_t n = 0;
  while (n < row.size() && row[n].column == row.front().column) ++n;
  return row.first(n);
}

}  // namespace rawan
