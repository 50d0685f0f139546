#pragma once

#include "kernel_stamp.h"
#include "rawan/algorithms/control.h"
#include "rawan/algorithms/grid.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// An event with a kernel of its own.
struct VariableEvent {
  Point at;
  double weight = 1.0;
  double bandwidth = 0.0;
};

/// Sums over a window of kernels, each evaluated at every center in its reach.
class VariableSum {
 public:
  /// @param window must outlive this. Empty values: the endless lattice of its frame.
  VariableSum(Kernel kernel, const Grid<std::uint8_t>& window);

  /// Sorts by place, weight and bandwidth: the order sums are taken in.
  static void arrange(std::vector<VariableEvent>& events);

  /// The sum of weighted kernels, or of their squares, at the centers of all cells of the frame.
  std::vector<double> sums(std::span<const VariableEvent> events, bool squared,
                           const Control& control) const;

  /// The integral over the window of a kernel, or of its square: values at centers times the area
  /// of a cell.
  double mass(const VariableEvent& event, bool squared) const;

 private:
  KernelShape shape_of(double bandwidth) const;
  void add_to_tile(std::size_t tile, std::span<const VariableEvent> events, bool squared,
                   std::vector<double>& sums) const;
  double window_sum(std::size_t row, CellRange columns, std::span<const double> values) const;

  Kernel kernel_;
  const Grid<std::uint8_t>& window_;
  std::vector<CellRange> runs_;         // stretches of window cells, row by row
  std::vector<std::size_t> first_run_;  // of each row, and the end
};

}  // namespace rawan
