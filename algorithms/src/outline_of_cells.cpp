#include "edges.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/polygons.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>

namespace rawan {
namespace {

/// A direction along cell edges, in steps of columns and rows (rows grow southward).
struct Step {
  std::ptrdiff_t column = 0;
  std::ptrdiff_t row = 0;
};

/// Side s of a cell is walked in heading s with the cell on the left: the southern side eastward,
/// then counter-clockwise. Side s + 1 is a left turn.
constexpr std::array<Step, 4> kHeading{{{1, 0}, {0, -1}, {-1, 0}, {0, 1}}};
/// The corner where side s begins, from the cell's north-western corner.
constexpr std::array<Step, 4> kBegin{{{0, 1}, {1, 1}, {1, 0}, {0, 0}}};

struct Side {
  std::size_t cell = 0;  // in the sorted list
  std::size_t heading = 0;
  friend bool operator==(const Side&, const Side&) = default;
};

/// The boundary of a set of cells. Where two cells of one group meet only in a corner, a ring
/// turns right, to the other cell: it then surrounds one edge-connected piece of the outside, so
/// no ring meets itself and holes meet other rings in single corners, as OGC demands.
class Boundary {
 public:
  Boundary(const GridFrame& frame, std::vector<std::size_t> cells)
      : frame_(frame), cells_(std::move(cells)), group_(cells_.size(), kNoGroup) {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (group_[i] == kNoGroup) mark_group(i);
    }
    walked_.assign(4 * cells_.size(), 0);
  }

  Polygon outline() {
    Polygon parts(groups_);
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      for (std::size_t heading = 0; heading < 4; ++heading) {
        const Side side{i, heading};
        if (walked(side) || neighbor(i, kHeading[(heading + 3) % 4])) continue;
        add_ring(parts[group_[i]], trace(side));
      }
    }
    return parts;
  }

 private:
  static constexpr std::size_t kNoGroup = std::numeric_limits<std::size_t>::max();

  std::optional<std::size_t> neighbor(std::size_t i, Step step) const {
    const auto columns = static_cast<std::ptrdiff_t>(frame_.columns);
    const auto row = static_cast<std::ptrdiff_t>(cells_[i]) / columns + step.row;
    const auto column = static_cast<std::ptrdiff_t>(cells_[i]) % columns + step.column;
    if (row < 0 || column < 0 || column >= columns) return std::nullopt;
    const auto cell = static_cast<std::size_t>(row * columns + column);
    const auto found = std::ranges::lower_bound(cells_, cell);
    if (found == cells_.end() || *found != cell) return std::nullopt;
    return static_cast<std::size_t>(found - cells_.begin());
  }

  void mark_group(std::size_t first) {
    std::vector<std::size_t> pending{first};
    group_[first] = groups_;
    while (!pending.empty()) {
      const std::size_t i = pending.back();
      pending.pop_back();
      for (const Step step : kHeading) {
        const auto next = neighbor(i, step);
        if (!next || group_[*next] != kNoGroup) continue;
        group_[*next] = groups_;
        pending.push_back(*next);
      }
    }
    ++groups_;
  }

  std::uint8_t& walked(Side side) { return walked_[4 * side.cell + side.heading]; }

  Side next(Side side) const {
    const Step ahead = kHeading[side.heading];
    const std::size_t right_turn = (side.heading + 3) % 4;
    const Step right = kHeading[right_turn];
    const auto across = neighbor(side.cell, {ahead.column + right.column, ahead.row + right.row});
    if (across && group_[*across] == group_[side.cell]) return {*across, right_turn};
    if (const auto straight = neighbor(side.cell, ahead)) return {*straight, side.heading};
    return {side.cell, (side.heading + 1) % 4};
  }

  Point corner(Side side) const {
    const auto row = cells_[side.cell] / frame_.columns + std::size_t(kBegin[side.heading].row);
    const auto column =
        cells_[side.cell] % frame_.columns + std::size_t(kBegin[side.heading].column);
    return {frame_.north_west.x + static_cast<double>(column) * frame_.cell.value,
            frame_.north_west.y - static_cast<double>(row) * frame_.cell.value};
  }

  Ring trace(const Side start) {
    Ring ring;
    Side side = start;
    do {
      walked(side) = 1;
      const Side following = next(side);
      if (following.heading != side.heading) ring.push_back(corner(following));
      side = following;
    } while (!(side == start));
    return ring;
  }

  const GridFrame& frame_;
  std::vector<std::size_t> cells_;  // sorted
  std::vector<std::size_t> group_;
  std::size_t groups_ = 0;
  std::vector<std::uint8_t> walked_;
};

}  // namespace

Polygon outline_of_cells(const GridFrame& frame, std::span<const std::size_t> cells) {
  std::vector<std::size_t> sorted(cells.begin(), cells.end());
  std::ranges::sort(sorted);
  expects(sorted.empty() || sorted.back() < frame.size(), "cells of the frame");
  expects(std::ranges::adjacent_find(sorted) == sorted.end(), "no cell twice");
  return Boundary(frame, std::move(sorted)).outline();
}

}  // namespace rawan
