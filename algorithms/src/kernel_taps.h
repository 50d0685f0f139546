#pragma once

#include "rawan/algorithms/kde.h"

#include <cstddef>
#include <vector>

namespace rawan {

/// A kernel on a lattice, and sums under it. A border of zeros around the values spares every
/// question about edges.
class KernelTaps {
 public:
  KernelTaps(Kernel kernel, Meters bandwidth, const GridFrame& frame);

  /// The values with a border as wide as the reach.
  std::vector<double> bordered(const std::vector<double>& values) const;

  /// For each cell the sum of bordered values times the kernel: K * U, and K^T U, since kernels
  /// are even. @param out one per cell of the frame.
  void sum(const std::vector<double>& bordered, std::vector<double>& out) const;

  /// Writes values into the middle of a bordered field.
  void fill(const std::vector<double>& values, std::vector<double>& bordered) const;

  std::size_t reach() const { return reach_; }
  double tap(std::size_t rows_apart, std::size_t columns_apart) const {
    return taps_[(reach_ + rows_apart) * width_ + reach_ + columns_apart];
  }
  double energy() const;  ///< Sum of the squares.

 private:
  static constexpr std::size_t kTogether = 4;

  std::size_t side() const { return 2 * reach_ + 1; }
  std::size_t stride() const { return columns_ + 2 * reach_; }

  std::size_t rows_;
  std::size_t columns_;
  std::size_t reach_;
  std::size_t width_ = 0;     ///< Of a row of taps, filled up with zeros.
  std::vector<double> taps_;  ///< Sum 1.
};

}  // namespace rawan
