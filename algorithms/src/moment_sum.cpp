#include "disc_cells.h"
#include "disc_loops.h"
#include "disc_terms.h"
#include "kernel_sum.h"
#include "lattice_events.h"
#include "moment_mass.h"
#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rawan {
namespace {

constexpr std::size_t kTileRows = 64;

std::vector<DiscTerm> terms_of(int power) {
  const auto listed = [](const auto& terms) {
    return std::vector<DiscTerm>(terms.begin(), terms.end());
  };
  switch (power) {
    case 0:
      return listed(disc_terms<0>());
    case 1:
      return listed(disc_terms<1>());
    case 2:
      return listed(disc_terms<2>());
    default:
      return listed(disc_terms<3>());
  }
}

struct Tile {
  std::size_t first = 0;
  std::size_t end = 0;
};

/// Columns of targets, and the moments of one row of the sources they can see. Places are
/// measured from the middle of the block in units of the reach: powers then stay small.
class Block {
 public:
  Block(std::size_t first, std::size_t columns, std::size_t margin, double step, int power)
      : first_(first),
        step_(step),
        terms_(terms_of(power)),
        sources_(columns + 2 * margin),
        sums_(terms_.size() * (sources_ + 1)),
        x_(columns) {
    middle_ = 0.5 * static_cast<double>(sources_ - 1);
    for (std::size_t c = 0; c < columns; ++c) {
      x_[c] = (static_cast<double>(c + margin) - middle_) * step;
    }
  }

  std::size_t first() const { return first_; }
  std::size_t columns() const { return x_.size(); }
  const double* x() const { return x_.data(); }
  std::size_t stride() const { return sources_ + 1; }
  const double* sums_before(std::size_t source) const { return sums_.data() + source; }

  /// @param row the events of a row of the lattice. @return whether any lie in the block.
  bool sum_moments(std::span<const CellEvent> row, double reach) {
    const auto column = [](const CellEvent& e) { return e.column; };
    const auto begin = std::ranges::lower_bound(row, first_, {}, column);
    const auto end = std::ranges::lower_bound(row, first_ + sources_, {}, column);
    if (begin == end) return false;
    std::ranges::fill(sums_, 0.0);
    for (auto event = begin; event != end; ++event) add(*event, reach);
    for (std::size_t q = 0; q < terms_.size(); ++q) {
      double* sums = &sums_[q * stride()];
      for (std::size_t c = 1; c < stride(); ++c) sums[c] += sums[c - 1];
    }
    return true;
  }

 private:
  void add(const CellEvent& event, double reach) {
    const std::size_t source = event.column - first_;
    const double x = (static_cast<double>(source) - middle_) * step_ + event.offset.x / reach;
    const double y = event.offset.y / reach;
    const double s = x * x + y * y;
    const auto powers = [](double v) { return std::array{1.0, v, v * v, v * v * v}; };
    const std::array xs = powers(x);
    const std::array ys = powers(y);
    const std::array ss = powers(s);
    for (std::size_t q = 0; q < terms_.size(); ++q) {
      const DiscTerm& term = terms_[q];
      sums_[q * stride() + source + 1] += event.weight * ys[static_cast<std::size_t>(term.j)] *
                                          xs[static_cast<std::size_t>(term.k)] *
                                          ss[static_cast<std::size_t>(term.l)];
    }
  }

  std::size_t first_;
  double step_;
  std::vector<DiscTerm> terms_;
  std::size_t sources_;
  std::vector<double> sums_;
  std::vector<double> x_;
  double middle_ = 0.0;
};

class MomentSum : public KernelSum {
 public:
  MomentSum(const KernelShape& shape, const GridFrame& frame)
      : shape_(shape),
        frame_(frame),
        disc_(shape.reach, frame.cell.value),
        lattice_(padded(frame, disc_.margin)) {
    for (std::size_t e = 0; e + 1 < disc_.rim_begin.size(); ++e) {
      for (std::size_t j = disc_.rim_begin[e]; j < disc_.rim_begin[e + 1]; ++j) {
        rim_position_.push_back(static_cast<std::ptrdiff_t>(e * width()) + disc_.column[j]);
      }
    }
  }

  void arrange(std::vector<WeightedEvent>& events) const override {
    sort_by_cell(events, lattice_);
  }

  std::vector<double> densities(std::span<const WeightedEvent> events,
                                const Control& control) const override {
    const LatticeEvents sources(events, lattice_);
    std::vector<double> result(frame_.size(), 0.0);
    control.expect(tile_count());
    parallel_for(tile_count(), [&](std::size_t t) {
      control.step();
      const Tile tile{t * kTileRows, std::min(frame_.rows, (t + 1) * kTileRows)};
      sum_tile(tile, sources, &result[tile.first * frame_.columns]);
    });
    return result;
  }

  std::vector<double> masses(std::span<const WeightedEvent> events,
                             const Grid<std::uint8_t>& window) const override {
    return moment_masses(shape_, disc_, window, lattice_, events);
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

  void sum_tile(Tile tile, const LatticeEvents& sources, double* out) const {
    std::vector<double> sums((tile.end - tile.first) * width(), 0.0);
    add_inner_cells(tile, sources, sums);
    const double per_unit = shape_.scale * power(shape_.reach * shape_.reach, shape_.power);
    for (double& sum : sums) sum *= per_unit;
    add_rims(tile, sources, sums);
    for (std::size_t r = tile.first; r < tile.end; ++r) {
      const double* row = &sums[(r - tile.first) * width() + 2 * disc_.margin];
      std::copy(row, row + frame_.columns, out + (r - tile.first) * frame_.columns);
    }
  }

  void add_inner_cells(Tile tile, const LatticeEvents& sources, std::span<double> sums) const {
    const std::size_t most = 4 * disc_.margin;
    for (std::size_t c = 0; c < frame_.columns; c += most) {
      Block block(c, std::min(most, frame_.columns - c), disc_.margin,
                  frame_.cell.value / shape_.reach, shape_.power);
      for (std::size_t s = tile.first; s < tile.end + 2 * disc_.margin; ++s) {
        if (block.sum_moments(sources.row(s), shape_.reach)) add_block(tile, s, block, sums);
      }
    }
  }

  Tile targets_of(Tile tile, std::size_t source) const {
    const std::size_t reach = 2 * disc_.margin;
    return {std::max(tile.first, source < reach ? 0 : source - reach),
            std::min(tile.end, source + 1)};
  }

  void add_block(Tile tile, std::size_t source, const Block& block, std::span<double> sums) const {
    const Tile targets = targets_of(tile, source);
    for (std::size_t r = targets.first; r < targets.end; ++r) {
      const std::size_t e = disc_row(source, r);
      if (disc_.inner[e] < 0) continue;
      const auto inner = static_cast<std::size_t>(disc_.inner[e]);
      const double down = static_cast<double>(e) - static_cast<double>(disc_.margin);
      const InnerRow row{.left = block.sums_before(disc_.margin - inner),
                         .right = block.sums_before(disc_.margin + inner + 1),
                         .stride = block.stride(),
                         .x = block.x(),
                         .dy = -down * frame_.cell.value / shape_.reach,
                         .n = block.columns()};
      add_inner(shape_.power, row,
                &sums[(r - tile.first) * width() + 2 * disc_.margin + block.first()]);
    }
  }

  void add_rims(Tile tile, const LatticeEvents& sources, std::span<double> sums) const {
    std::vector<double> rim(disc_.column.size());
    for (std::size_t s = tile.first; s < tile.end + 2 * disc_.margin; ++s) {
      std::span<const CellEvent> row = sources.row(s);
      while (!row.empty()) {
        const std::span<const CellEvent> cell = first_cell(row);
        add_rim_of(cell, tile, s, rim, sums);
        row = row.subspan(cell.size());
      }
    }
  }

  void add_rim_of(std::span<const CellEvent> cell, Tile tile, std::size_t source,
                  std::span<double> rim, std::span<double> sums) const {
    const Tile targets = targets_of(tile, source);
    const std::size_t begin = disc_.rim_begin[disc_row(source, targets.first)];
    const std::size_t end = disc_.rim_begin[disc_row(source, targets.end - 1) + 1];
    std::fill_n(rim.begin(), end - begin, 0.0);
    const Rim part{&disc_.x[begin], &disc_.y[begin], end - begin, shape_.reach * shape_.reach};
    for (const CellEvent& event : cell) {
      add_rim(shape_.power, part, event.offset.x, event.offset.y, shape_.scale * event.weight,
              rim.data());
    }
    const std::ptrdiff_t corner = position(source, cell.front().column, tile.first);
    for (std::size_t j = begin; j < end; ++j) {
      sums[static_cast<std::size_t>(corner + rim_position_[j])] += rim[j - begin];
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
  std::vector<std::ptrdiff_t> rim_position_;  // Of the rim, from row 0 and the source's column.
};

}  // namespace

std::unique_ptr<KernelSum> moment_sum(const KernelShape& shape, const GridFrame& frame) {
  return std::make_unique<MomentSum>(shape, frame);
}

}  // namespace rawan
