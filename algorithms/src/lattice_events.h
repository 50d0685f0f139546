#pragma once

#include "disc_cells.h"
#include "kernel_sum.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// `frame` with `margin` more cells on each side.
GridFrame padded(const GridFrame& frame, std::size_t margin);

/// Sorts by row, column and part of the cell, then by place and weight. Events outside come last.
void sort_by_cell(std::vector<WeightedEvent>& events, const GridFrame& lattice,
                  CellParts parts = {});

/// One event and where it lies in its cell.
struct CellEvent {
  std::uint32_t column = 0;
  std::uint32_t part = 0;
  Point offset;  ///< From the cell's center, meters.
  double weight = 0.0;
};

/// Events in the order of sort_by_cell, row by row.
class LatticeEvents {
 public:
  LatticeEvents(std::span<const WeightedEvent> sorted, const GridFrame& lattice,
                CellParts parts = {});

  std::span<const CellEvent> row(std::size_t r) const {
    return std::span(events_).subspan(row_begin_[r], row_begin_[r + 1] - row_begin_[r]);
  }
  std::size_t first_of_row(std::size_t r) const { return row_begin_[r]; }

 private:
  std::vector<std::size_t> row_begin_;
  std::vector<CellEvent> events_;
};

/// The events of the first cell in a row's events.
std::span<const CellEvent> first_cell(std::span<const CellEvent> row);

}  // namespace rawan
