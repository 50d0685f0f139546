#include "moment_mass.h"

#include "disc_loops.h"
#include "disc_moments.h"
#include "lattice_events.h"
#include "moment_block.h"
#include "rawan/algorithms/parallel.h"
#include "wide_window.h"

#include <algorithm>
#include <optional>

namespace rawan {
namespace {

constexpr std::size_t kBlockSide = 64;
constexpr CellParts kParts{.across = 4, .down = 2};

/// The moments of all inner cells around each part of a cell, in units of the reach.
std::vector<std::vector<double>> moments_around(const DiscCells& disc, int power, double step) {
  const auto far = static_cast<std::ptrdiff_t>(disc.margin);
  const auto across = static_cast<std::ptrdiff_t>(disc.parts.across);
  std::vector<std::vector<double>> sums(disc.parts.count(),
                                        std::vector<double>(moment_count(power), 0.0));
  for (std::size_t p = 0; p < sums.size(); ++p) {
    for (std::ptrdiff_t e = -far; e <= far; ++e) {
      const DiscCells::Strips strips =
          disc.strips(p / disc.parts.across, static_cast<std::size_t>(e + far));
      for (std::ptrdiff_t d = -far; d <= far; ++d) {
        const std::ptrdiff_t strip = static_cast<std::ptrdiff_t>(p) % across - d * across;
        if (strip < strips.begin || strip >= strips.end) continue;
        add_moments(power, static_cast<double>(d) * step, static_cast<double>(-e) * step, 1.0,
                    sums[p].data());
      }
    }
  }
  return sums;
}

/// Every target takes the cells from all of which it is reached.
BandReach reach_of_whole_cells(const DiscCells& disc) {
  BandReach reach{.height = 1, .first = -static_cast<std::ptrdiff_t>(disc.margin), .half = {}};
  for (std::size_t e = 0; e < disc.rows(); ++e) {
    const DiscCells::Strips strips = disc.strips(0, e);
    reach.half.push_back(strips.begin < strips.end ? static_cast<std::int32_t>(strips.end) - 1
                                                   : -1);
  }
  return reach;
}

class Masses {
 public:
  Masses(const KernelShape& shape, const Grid<std::uint8_t>& window, const GridFrame& lattice)
      : shape_(shape),
        cell_(lattice.cell.value),
        columns_(lattice.columns),
        rows_(lattice.rows),
        disc_(shape.reach, cell_),
        parted_(shape.reach, cell_, kParts),
        reach_(reach_of_whole_cells(disc_)),
        side_(block_side(disc_.margin, kBlockSide)),
        window_(window, disc_.margin),
        whole_(moments_around(parted_, shape.power, cell_ / shape.reach)),
        per_unit_(1.0) {
    for (int p = 0; p < shape.power; ++p) per_unit_ *= shape.reach * shape.reach;
  }

  /// Writes the masses of the events in a block of the lattice.
  void of_block(CellBlock cells, const LatticeEvents& sources, std::span<double> masses) const {
    std::optional<MomentBlock> moments;
    std::vector<double> x(disc_.rims.front().x.size());
    std::vector<double> y(x.size());
    const auto column = [](const CellEvent& e) { return e.column; };
    for (std::size_t row = cells.row; row < cells.row + cells.rows; ++row) {
      const std::span all = sources.row(row);
      const auto begin = std::ranges::lower_bound(all, cells.column, {}, column);
      const auto end = std::ranges::lower_bound(all, cells.column + cells.columns, {}, column);
      double* mass = masses.data() + sources.first_of_row(row) + (begin - all.begin());
      std::span<const CellEvent> events(begin, end);
      while (!events.empty()) {
        const std::span<const CellEvent> cell = first_cell(events);
        if (window_.covers(row, cell.front().column)) {
          for (const CellEvent& event : cell) *mass++ = whole(event);
        } else {
          if (!moments) {
            moments.emplace(reach_, disc_.margin, shape_, cell_, cells);
            add_window(cells, *moments);
          }
          const Rim rim = rim_in_window(row, cell.front().column, x, y);
          for (const CellEvent& event : cell) *mass++ = partial(row, event, *moments, rim);
        }
        events = events.subspan(cell.size());
      }
    }
  }

  CellBlock block(std::size_t index) const {
    const std::size_t row = index / across() * side_;
    const std::size_t column = index % across() * side_;
    return {row, column, std::min(side_, rows_ - row), std::min(side_, columns_ - column)};
  }
  std::size_t blocks() const { return across() * ((rows_ + side_ - 1) / side_); }

 private:
  std::size_t across() const { return (columns_ + side_ - 1) / side_; }

  double mass(double inner, const Rim& rim, Point offset) const {
    return shape_.scale * cell_ * cell_ *
           (per_unit_ * inner + sum_rim(shape_.power, rim, offset.x, offset.y));
  }

  double whole(const CellEvent& event) const {
    const std::size_t part = kParts.of(event.offset.x / cell_, event.offset.y / cell_);
    const DiscCells::Rim& around = parted_.rims[part];
    const Rim rim{around.x.data(), around.y.data(), around.column.size(),
                  shape_.reach * shape_.reach};
    const double inner = kernel_from(shape_.power, whole_[part].data(),
                                     event.offset.x / shape_.reach, event.offset.y / shape_.reach);
    return mass(inner, rim, event.offset);
  }

  double partial(std::size_t row, const CellEvent& event, const MomentBlock& moments,
                 const Rim& rim) const {
    return mass(std::max(0.0, moments.value(row, event.column, event.offset)), rim, event.offset);
  }

  /// Adds the cells of the window around a block.
  void add_window(CellBlock cells, MomentBlock& moments) const {
    std::vector<CellEvent> row;
    for (std::size_t r = cells.row; r < cells.row + cells.rows + 2 * disc_.margin; ++r) {
      row.clear();
      for (std::size_t c = cells.column; c < cells.column + cells.columns + 2 * disc_.margin; ++c) {
        if (window_.row(r)[c] != 0) row.push_back({static_cast<std::uint32_t>(c), 0, {}, 1.0});
      }
      moments.add(r, row);
    }
    moments.finish();
  }

  Rim rim_in_window(std::size_t row, std::size_t column, std::span<double> x,
                    std::span<double> y) const {
    const DiscCells::Rim& rim = disc_.rims.front();
    std::size_t n = 0;
    for (std::size_t e = 0; e <= 2 * disc_.margin; ++e) {
      const std::uint8_t* inside = window_.row(row + e) + column + disc_.margin;
      for (std::size_t j = rim.row_begin[e]; j < rim.row_begin[e + 1]; ++j) {
        x[n] = rim.x[j];
        y[n] = rim.y[j];
        n += inside[rim.column[j]];
      }
    }
    return {x.data(), y.data(), n, shape_.reach * shape_.reach};
  }

  const KernelShape& shape_;
  double cell_;
  std::size_t columns_;
  std::size_t rows_;
  DiscCells disc_;
  DiscCells parted_;
  BandReach reach_;
  std::size_t side_;
  WideWindow window_;
  std::vector<std::vector<double>> whole_;
  double per_unit_;
};

}  // namespace

std::vector<double> moment_masses(const KernelShape& shape, const Grid<std::uint8_t>& window,
                                  const GridFrame& lattice, std::span<const WeightedEvent> events) {
  const LatticeEvents sources(events, lattice);
  const Masses masses(shape, window, lattice);
  std::vector<double> result(events.size(), 0.0);
  parallel_for(masses.blocks(),
               [&](std::size_t b) { masses.of_block(masses.block(b), sources, result); });
  return result;
}

}  // namespace rawan
