#include "band_reach.h"
#include "disc_loops.h"
#include "kernel_sum.h"
#include "lattice_events.h"
#include "moment_block.h"
#include "moment_choice.h"
#include "moment_mass.h"
#include "rawan/algorithms/parallel.h"
#include "rim_lists.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace rawan {
namespace {

/// Columns of events whose rims are added before those of the next: what they add to stays in the
/// nearest cache.
constexpr std::size_t kStripColumns = 8;

/// Events of a tile are added by one thread. More colors allow smaller tiles.
constexpr std::size_t kLeastTileSide = 64;
constexpr std::size_t kColors = 3;

/// Blocks of targets: larger ones share more of their sources, smaller ones stay in the cache.
constexpr std::size_t kBlockRows = 240;
constexpr std::size_t kBlockColumns = 64;

/// Of the largest sum.
constexpr double kRounding = 1e-12;

class MomentSum : public KernelSum {
 public:
  MomentSum(const KernelShape& shape, const GridFrame& frame, const MomentChoice& choice)
      : shape_(shape),
        frame_(frame),
        radius_(shape.reach / frame.cell.value),
        margin_(static_cast<std::size_t>(std::floor(radius_ + 0.5 + 1e-6))),
        lattice_(padded(frame, margin_)),
        bands_(reach_of_middles(radius_, choice.band_height)),
        rims_(radius_, bands_, choice.parts, tile_width()) {}

  void arrange(std::vector<WeightedEvent>& events) const override {
    sort_by_cell(events, lattice_, rims_.parts());
  }

  std::vector<double> densities(std::span<const WeightedEvent> events,
                                const Control& control) const override {
    const LatticeEvents sources(events, lattice_, rims_.parts());
    std::vector<double> result(frame_.size());
    const std::size_t tiles = tiles_across() * tiles_down();
    control.expect(block_count() + tiles);
    parallel_for(block_count(), [&](std::size_t b) {
      control.step();
      sum_bands(block(b), sources, result);
    });
    // Tiles of one color are so far apart that no target belongs to two.
    for (std::size_t color = 0; color < kColors * kColors; ++color) {
      const std::size_t row = color / kColors;
      const std::size_t column = color % kColors;
      const std::size_t across = (tiles_across() + kColors - 1 - column) / kColors;
      const std::size_t down = (tiles_down() + kColors - 1 - row) / kColors;
      parallel_for(across * down, [&](std::size_t t) {
        control.step();
        add_rims(t / across * kColors + row, t % across * kColors + column, sources, result);
      });
    }
    const auto weighs = [](const WeightedEvent& e) { return e.weight >= 0.0; };
    if (std::ranges::all_of(events, weighs)) clear_rounding(result);
    return result;
  }

  std::vector<double> masses(std::span<const WeightedEvent> events,
                             const Grid<std::uint8_t>& window) const override {
    return moment_masses(shape_, window, lattice_, events);
  }

 private:
  static std::size_t tile_side(std::size_t margin) {
    return (2 * margin + kColors - 2) / (kColors - 1);
  }
  std::size_t tile_rows() const { return std::max(kLeastTileSide, tile_side(rims_.margin())); }
  std::size_t tile_columns() const { return std::max(kLeastTileSide, tile_side(margin_)); }
  /// Of a row of sums of a tile: an odd number of cache lines, so that rows do not share a place in
  /// the cache.
  std::size_t tile_width() const {
    return ((tile_columns() + 2 * margin_ + 7) / 8 / 2 * 2 + 1) * 8;
  }
  std::size_t tiles_down() const { return (lattice_.rows + tile_rows() - 1) / tile_rows(); }
  std::size_t tiles_across() const {
    return (lattice_.columns + tile_columns() - 1) / tile_columns();
  }

  std::size_t block_rows() const { return block_side(margin_, kBlockRows); }
  std::size_t block_columns() const { return block_side(margin_, kBlockColumns); }
  std::size_t across() const { return (frame_.columns + block_columns() - 1) / block_columns(); }
  std::size_t block_count() const {
    return across() * ((frame_.rows + block_rows() - 1) / block_rows());
  }
  CellBlock block(std::size_t index) const {
    const std::size_t row = index / across() * block_rows();
    const std::size_t column = index % across() * block_columns();
    return {row, column, std::min(block_rows(), frame_.rows - row),
            std::min(block_columns(), frame_.columns - column)};
  }

  void sum_bands(CellBlock targets, const LatticeEvents& sources, std::span<double> result) const {
    MomentBlock block(bands_, margin_, shape_, frame_.cell.value, targets);
    const std::size_t height = bands_.height;
    const std::size_t first = targets.row / height * height;
    const std::size_t end =
        std::min(lattice_.rows, targets.row + targets.rows + 2 * margin_ + height);
    for (std::size_t s = first < height ? 0 : first - height; s < end; ++s) {
      block.add(s, sources.row(s));
    }
    block.finish();
    double per_unit = shape_.scale;
    for (int p = 0; p < shape_.power; ++p) per_unit *= shape_.reach * shape_.reach;
    for (std::size_t r = targets.row; r < targets.row + targets.rows; ++r) {
      block.write_row(r, per_unit,
                      result.subspan(r * frame_.columns + targets.column, targets.columns));
    }
  }

  /// Without negative weights, sums that cannot be told from rounding are 0: most of them belong to
  /// targets that a band takes and no event reaches.
  void clear_rounding(std::span<double> result) const {
    std::vector<double> largest(frame_.rows, 0.0);
    const auto row = [&](std::size_t r) {
      return result.subspan(r * frame_.columns, frame_.columns);
    };
    parallel_for(frame_.rows, [&](std::size_t r) {
      for (const double v : row(r)) largest[r] = std::max(largest[r], v);
    });
    double least = 0.0;
    for (const double v : largest) least = std::max(least, kRounding * v);
    parallel_for(frame_.rows, [&](std::size_t r) {
      for (double& v : row(r)) v = v < least ? 0.0 : v;
    });
  }

  void add_rims(std::size_t down, std::size_t across, const LatticeEvents& sources,
                std::span<double> result) const {
    const std::size_t first = down * tile_rows();
    const std::size_t end = std::min(lattice_.rows, first + tile_rows());
    const std::size_t west = across * tile_columns();
    const std::size_t east = std::min(lattice_.columns, west + tile_columns());
    const auto column = [](const CellEvent& e) { return e.column; };
    std::vector<std::span<const CellEvent>> left;
    for (std::size_t s = first; s < end; ++s) {
      const std::span<const CellEvent> row = sources.row(s);
      left.emplace_back(std::ranges::lower_bound(row, west, {}, column), row.end());
    }
    std::vector<double> sums((end - first + 2 * rims_.margin()) * tile_width(), 0.0);
    double scale = shape_.scale;
    for (int p = 0; p < shape_.power; ++p) scale *= frame_.cell.value * frame_.cell.value;
    for (std::size_t strip = west; strip < east; strip += kStripColumns) {
      const std::size_t strip_end = std::min(east, strip + kStripColumns);
      for (std::size_t s = first; s < end; ++s) {
        std::span<const CellEvent>& row = left[s - first];
        std::size_t n = 0;
        while (n < row.size() && row[n].column < strip_end) ++n;
        if (n == 0) continue;
        const RimRow common{rims_.of_row(s % bands_.height), frame_.cell.value, radius_ * radius_,
                            scale};
        correct_rims(shape_.power, row.first(n), common,
                     sums.data() + (s - first + rims_.margin()) * tile_width() + margin_ - west);
        row = row.subspan(n);
      }
    }
    // The part of the tile's sums that lies in the frame.
    const auto target = [](std::size_t lattice, std::size_t before, std::size_t most) {
      return lattice < before ? 0 : std::min(most, lattice - before);
    };
    const std::size_t above = margin_ + rims_.margin();
    const std::size_t left_of = 2 * margin_;
    const std::size_t last_row = target(end + 2 * rims_.margin(), above, frame_.rows);
    const std::size_t first_column = target(west, left_of, frame_.columns);
    const std::size_t last_column = target(east + 2 * margin_, left_of, frame_.columns);
    for (std::size_t r = target(first, above, frame_.rows); r < last_row; ++r) {
      double* out = &result[r * frame_.columns];
      const double* own = sums.data() + (r + above - first) * tile_width() + left_of - west;
      for (std::size_t c = first_column; c < last_column; ++c) out[c] += own[c];
    }
  }

  const KernelShape& shape_;
  GridFrame frame_;
  double radius_;
  std::size_t margin_;
  GridFrame lattice_;
  BandReach bands_;
  RimLists rims_;
};

}  // namespace

std::unique_ptr<KernelSum> moment_sum(const KernelShape& shape, const GridFrame& frame,
                                      std::size_t events) {
  const double radius = shape.reach / frame.cell.value;
  const MomentChoice choice = cheapest_moments(radius, frame.size(), events, shape.power);
  return std::make_unique<MomentSum>(shape, frame, choice);
}

}  // namespace rawan
