#include "lattice_events.h"

#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace rawan {
namespace {

/// Where an event lies; row `lattice.rows` for all outside.
struct Place {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  std::uint32_t part = 0;
  Point offset;
};

Place place_of(Point p, const GridFrame& lattice, CellParts parts) {
  const double cell = lattice.cell.value;
  const double per_cell = 1.0 / cell;
  const double column = std::floor((p.x - lattice.north_west.x) * per_cell);
  const double row = std::floor((lattice.north_west.y - p.y) * per_cell);
  const bool inside = column >= 0.0 && column < static_cast<double>(lattice.columns) &&
                      row >= 0.0 && row < static_cast<double>(lattice.rows);
  if (!inside) return {.row = static_cast<std::uint32_t>(lattice.rows), .offset = {}};
  Place place{.row = static_cast<std::uint32_t>(row),
              .column = static_cast<std::uint32_t>(column),
              .offset = {}};
  const Point center = lattice.center(place.row, place.column);
  place.offset = {p.x - center.x, p.y - center.y};
  place.part =
      static_cast<std::uint32_t>(parts.of(place.offset.x * per_cell, place.offset.y * per_cell));
  return place;
}

/// An event and its slot: column and part.
struct Slotted {
  WeightedEvent event;
  std::uint32_t slot = 0;
};

bool before(const Slotted& a, const Slotted& b) {
  if (a.slot != b.slot) return a.slot < b.slot;
  return std::tie(a.event.at.y, a.event.at.x, a.event.weight) <
         std::tie(b.event.at.y, b.event.at.x, b.event.weight);
}

/// Sorts events of one row into `out`: by column with counters, then the few of each column.
void sort_row(std::span<const Slotted> events, std::size_t columns, std::size_t parts,
              std::span<WeightedEvent> out) {
  if (events.empty()) return;
  std::vector<std::uint32_t> next(columns + 1, 0);
  for (const Slotted& e : events) ++next[e.slot / parts + 1];
  for (std::size_t c = 1; c <= columns; ++c) next[c] += next[c - 1];
  std::vector<Slotted> sorted(events.size());
  for (const Slotted& e : events) sorted[next[e.slot / parts]++] = e;
  std::uint32_t begin = 0;
  for (const std::uint32_t end : next) {
    if (end - begin > 1) std::sort(&sorted[begin], sorted.data() + end, before);
    begin = end;
  }
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = sorted[i].event;
}

/// Items as they are, put together by row. Each thread counts and moves the items of its chunks,
/// which are the same on any number of threads.
class RowBuckets {
 public:
  RowBuckets(std::span<const std::uint32_t> row_of, std::size_t rows)
      : row_of_(row_of), rows_(rows), next_(kChunks * rows, 0), begin_(rows + 1, 0) {
    parallel_for(kChunks, [&](std::size_t chunk) {
      for (const std::uint32_t row : chunk_of(chunk)) ++next_[chunk * rows_ + row];
    });
    std::size_t begin = 0;
    for (std::size_t row = 0; row < rows_; ++row) {
      begin_[row] = begin;
      for (std::size_t chunk = 0; chunk < kChunks; ++chunk) {
        begin += std::exchange(next_[chunk * rows_ + row], begin);
      }
    }
    begin_[rows_] = begin;
  }

  std::size_t begin(std::size_t row) const { return begin_[row]; }
  std::size_t size(std::size_t row) const { return begin_[row + 1] - begin_[row]; }

  /// Calls move(item, place) for each item. Once only.
  template <class Move>
  void distribute(const Move& move) {
    parallel_for(kChunks, [&](std::size_t chunk) {
      std::size_t item = first_of(chunk);
      for (const std::uint32_t row : chunk_of(chunk)) move(item++, next_[chunk * rows_ + row]++);
    });
  }

 private:
  static constexpr std::size_t kChunks = 16;

  std::size_t first_of(std::size_t chunk) const { return row_of_.size() * chunk / kChunks; }
  std::span<const std::uint32_t> chunk_of(std::size_t chunk) const {
    return row_of_.subspan(first_of(chunk), first_of(chunk + 1) - first_of(chunk));
  }

  std::span<const std::uint32_t> row_of_;
  std::size_t rows_;
  std::vector<std::size_t> next_;  // Of each chunk and row.
  std::vector<std::size_t> begin_;
};

}  // namespace

GridFrame padded(const GridFrame& frame, std::size_t margin) {
  const double width = static_cast<double>(margin) * frame.cell.value;
  return {.north_west = {frame.north_west.x - width, frame.north_west.y + width},
          .cell = frame.cell,
          .rows = frame.rows + 2 * margin,
          .columns = frame.columns + 2 * margin};
}

void sort_by_cell(std::vector<WeightedEvent>& events, const GridFrame& lattice, CellParts parts) {
  std::vector<std::uint32_t> rows(events.size());
  std::vector<std::uint32_t> slots(events.size());
  parallel_for(events.size(), [&](std::size_t i) {
    const Place place = place_of(events[i].at, lattice, parts);
    rows[i] = place.row;
    slots[i] = static_cast<std::uint32_t>(place.column * parts.count()) + place.part;
  });
  RowBuckets buckets(rows, lattice.rows + 1);
  std::vector<Slotted> by_row(events.size());
  buckets.distribute([&](std::size_t i, std::size_t place) {
    by_row[place] = {events[i], slots[i]};
  });
  parallel_for(lattice.rows + 1, [&](std::size_t r) {
    sort_row(std::span(by_row).subspan(buckets.begin(r), buckets.size(r)), lattice.columns,
             parts.count(), std::span(events).subspan(buckets.begin(r), buckets.size(r)));
  });
}

LatticeEvents::LatticeEvents(std::span<const WeightedEvent> sorted, const GridFrame& lattice,
                             CellParts parts)
    : row_begin_(lattice.rows + 1, 0), events_(sorted.size()) {
  std::vector<std::uint32_t> rows(sorted.size());
  parallel_for(sorted.size(), [&](std::size_t i) {
    const Place place = place_of(sorted[i].at, lattice, parts);
    rows[i] = place.row;
    events_[i] = {place.column, place.part, place.offset, sorted[i].weight};
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
