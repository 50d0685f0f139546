#pragma once

#include "band_reach.h"
#include "disc_moments.h"
#include "kernel_stamp.h"
#include "lattice_events.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace rawan {

/// A rectangle of cells of a lattice.
struct CellBlock {
  std::size_t row = 0;
  std::size_t column = 0;
  std::size_t rows = 0;
  std::size_t columns = 0;
};

/// `most`, or fewer where places in a block of more would be large in units of the reach.
inline std::size_t block_side(std::size_t margin, std::size_t most) {
  return std::clamp<std::size_t>(3 * margin, 1, most);
}

/// Sums of (1 - r^2 / reach^2)^power over what a block of targets takes of bands of sources.
///
/// Within its reach the kernel is a polynomial: (power + 1)^2 sums of powers of the sources'
/// places give it at any target. A band is summed once from the left, so that a target takes what
/// it reaches of it as a difference of two sums. Places are measured from the middle of the block
/// in units of the reach: powers then stay small, and digits are kept.
class MomentBlock {
 public:
  /// @param margin  rows and columns of sources around the lattice of the targets.
  /// @param targets cells of that lattice.
  MomentBlock(const BandReach& reach, std::size_t margin, const KernelShape& shape, double cell,
              CellBlock targets);

  /// Adds a row of sources. Rows must come from north to south.
  /// @param row    counted from `margin` rows north of the lattice of the targets.
  /// @param events of that row, their columns counted from `margin` columns west of it.
  void add(std::size_t row, std::span<const CellEvent> events);

  /// After the last row.
  void finish();

  /// The sum for a place `offset` (meters) from the center of a target.
  double value(std::size_t row, std::size_t column, Point offset) const;

  /// Writes scale times the sums for the centers of a row of targets.
  void write_row(std::size_t row, double scale, std::span<double> out) const;

 private:
  /// Bands added together.
  static constexpr std::size_t kGroup = 4;

  struct alignas(64) Register {
    std::array<double, kRegister> values{};
  };
  static constexpr std::size_t registers(std::size_t numbers) {
    return (numbers + kRegister - 1) / kRegister;
  }

  MomentTable<double> line(std::size_t slot);
  MomentTable<const double> sums_of(std::size_t target_row) const;

  void open_band(std::size_t band);
  void close_band();
  void flush();
  void flush_row(std::ptrdiff_t target);
  double row_place(double row) const { return (middle_row_ - row) * step_; }
  double column_place(double column) const { return (column - middle_column_) * step_; }

  const BandReach& reach_;
  std::size_t margin_;
  int power_;
  double unit_;
  double step_;
  CellBlock targets_;
  std::size_t rest_;   // Moments of a column in the second table.
  std::size_t lead_;   // And in the first.
  std::size_t width_;  // Columns of sources, and one more.
  std::size_t line_registers_;
  std::size_t sums_registers_;  // Of a row of targets.
  double middle_row_;           // Counted like the rows of sources.
  double middle_column_;
  std::array<std::size_t, kGroup> band_of_{};
  std::size_t waiting_ = 0;
  bool open_ = false;  // The last of them may take more rows.
  std::vector<Register> lines_;
  std::vector<Register> sums_;  // Row by row of targets.
};

}  // namespace rawan
