#include "disc_cells.h"
#include "disc_loops.h"
#include "kernel_sum.h"
#include "lattice_events.h"
#include "moment_block.h"
#include "moment_mass.h"
#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace rawan {
namespace {

/// Rows to which rims are added together.
constexpr std::size_t kTileRows = 96;

/// Blocks of targets: larger ones share more of their sources, smaller ones stay in the cache.
constexpr std::size_t kBlockRows = 240;
constexpr std::size_t kBlockColumns = 256;

/// Measured: more parts have smaller rims, which take time for each event, but take longer to sum
/// from the left (across) or are more rows to be added (down).
constexpr CellParts kParts{.across = 3, .down = 1};

struct Tile {
  std::size_t first = 0;
  std::size_t end = 0;
};

class MomentSum : public KernelSum {
 public:
  MomentSum(const KernelShape& shape, const GridFrame& frame)
      : shape_(shape),
        frame_(frame),
        disc_(shape.reach, frame.cell.value, kParts),
        lattice_(padded(frame, disc_.margin)),
        rim_position_(disc_.parts.count()) {
    for (std::size_t p = 0; p < disc_.parts.count(); ++p) {
      const DiscCells::Rim& rim = disc_.rims[p];
      for (std::size_t e = 0; e + 1 < rim.row_begin.size(); ++e) {
        for (std::size_t j = rim.row_begin[e]; j < rim.row_begin[e + 1]; ++j) {
          rim_position_[p].push_back(static_cast<std::int32_t>(e * width()) + rim.column[j]);
        }
      }
    }
  }

  void arrange(std::vector<WeightedEvent>& events) const override {
    sort_by_cell(events, lattice_, disc_.parts);
  }

  std::vector<double> densities(std::span<const WeightedEvent> events,
                                const Control& control) const override {
    const LatticeEvents sources(events, lattice_, disc_.parts);
    std::vector<double> result(frame_.size(), 0.0);
    control.expect(block_count() + tile_count());
    const bool clamp =
        std::ranges::all_of(events, [](const WeightedEvent& e) { return e.weight >= 0.0; });
    const double least = clamp ? 0.0 : -std::numeric_limits<double>::infinity();
    parallel_for(block_count(), [&](std::size_t b) {
      control.step();
      sum_inner_cells(block(b), sources, least, result);
    });
    parallel_for(tile_count(), [&](std::size_t t) {
      control.step();
      const Tile tile{t * kTileRows, std::min(frame_.rows, (t + 1) * kTileRows)};
      add_rims(tile, sources, result);
    });
    return result;
  }

  std::vector<double> masses(std::span<const WeightedEvent> events,
                             const Grid<std::uint8_t>& window) const override {
    return moment_masses(shape_, window, lattice_, events);
  }

 private:
  /// Of a row of sums: cells around the frame take what rims put there, so that no column needs a
  /// test.
  std::size_t width() const { return frame_.columns + 4 * disc_.margin; }
  std::size_t tile_count() const { return (frame_.rows + kTileRows - 1) / kTileRows; }

  /// The row of the disc in which a source row (of the lattice) sees a target row (of the frame).
  std::size_t disc_row(std::size_t source, std::size_t target) const {
    return target + 2 * disc_.margin - source;
  }

  std::size_t block_rows() const { return block_side(disc_, kBlockRows); }
  std::size_t block_columns() const { return block_side(disc_, kBlockColumns); }
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

  /// @param least what rounding must not leave a sum below.
  void sum_inner_cells(CellBlock targets, const LatticeEvents& sources, double least,
                       std::span<double> result) const {
    MomentBlock block(disc_, shape_.power, shape_.reach, frame_.cell.value, targets);
    for (std::size_t s = targets.row; s < targets.row + targets.rows + 2 * disc_.margin; ++s) {
      block.add(s, sources.row(s));
    }
    block.finish();
    double per_unit = shape_.scale;
    for (int p = 0; p < shape_.power; ++p) per_unit *= shape_.reach * shape_.reach;
    for (std::size_t r = targets.row; r < targets.row + targets.rows; ++r) {
      for (std::size_t c = targets.column; c < targets.column + targets.columns; ++c) {
        result[r * frame_.columns + c] = std::max(least, per_unit * block.value(r, c, {}));
      }
    }
  }

  Tile targets_of(Tile tile, std::size_t source) const {
    const std::size_t reach = 2 * disc_.margin;
    return {std::max(tile.first, source < reach ? 0 : source - reach),
            std::min(tile.end, source + 1)};
  }

  void add_rims(Tile tile, const LatticeEvents& sources, std::span<double> result) const {
    std::vector<double> sums((tile.end - tile.first) * width(), 0.0);
    std::vector<double> rim;
    for (const DiscCells::Rim& part : disc_.rims) {
      rim.resize(std::max(rim.size(), part.x.size()));
    }
    for (std::size_t s = tile.first; s < tile.end + 2 * disc_.margin; ++s) {
      std::span<const CellEvent> row = sources.row(s);
      while (!row.empty()) {
        const CellEvent& first = row.front();
        std::size_t n = 1;
        while (n < row.size() && row[n].column == first.column && row[n].part == first.part) ++n;
        add_rim_of(row.first(n), tile, s, rim, sums);
        row = row.subspan(n);
      }
    }
    for (std::size_t r = tile.first; r < tile.end; ++r) {
      const double* row = &sums[(r - tile.first) * width() + 2 * disc_.margin];
      double* out = &result[r * frame_.columns];
      for (std::size_t c = 0; c < frame_.columns; ++c) out[c] += row[c];
    }
  }

  /// @param events of one part of a cell.
  void add_rim_of(std::span<const CellEvent> events, Tile tile, std::size_t source,
                  std::span<double> rim, std::span<double> sums) const {
    const Tile targets = targets_of(tile, source);
    const std::size_t part = events.front().part;
    const DiscCells::Rim& all = disc_.rims[part];
    const std::size_t begin = all.row_begin[disc_row(source, targets.first)];
    const std::size_t end = all.row_begin[disc_row(source, targets.end - 1) + 1];
    // A few more than needed: whole registers take less time.
    const std::size_t n =
        (end - begin + DiscCells::kSpare - 1) / DiscCells::kSpare * DiscCells::kSpare;
    const Rim in_tile{&all.x[begin], &all.y[begin], n, shape_.reach * shape_.reach};
    rim_values(shape_.power, in_tile, events, shape_.scale, rim.data());
    const std::ptrdiff_t corner = position(source, events.front().column, tile.first);
    const std::int32_t* place = rim_position_[part].data() + begin;
#pragma GCC unroll 8
    for (std::size_t j = 0; j < end - begin; ++j) {
      sums[static_cast<std::size_t>(corner + place[j])] += rim[j];
    }
  }

  /// Where row 0 of the disc around a source, in the source's column, lies in the sums of a tile.
  std::ptrdiff_t position(std::size_t source, std::size_t column, std::size_t first) const {
    const auto row =
        static_cast<std::ptrdiff_t>(source) - static_cast<std::ptrdiff_t>(first + 2 * disc_.margin);
    return row * static_cast<std::ptrdiff_t>(width()) +
           static_cast<std::ptrdiff_t>(column + disc_.margin);
  }

  const KernelShape& shape_;
  GridFrame frame_;
  DiscCells disc_;
  GridFrame lattice_;
  std::vector<std::vector<std::int32_t>> rim_position_;  // From row 0 and the source's column.
};

}  // namespace

std::unique_ptr<KernelSum> moment_sum(const KernelShape& shape, const GridFrame& frame) {
  return std::make_unique<MomentSum>(shape, frame);
}

}  // namespace rawan
