#include "rawan/algorithms/contours.h"

#include "edges.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>

namespace rawan {
namespace {

/// How close to a center a ring may come, in cells: exact ties would make rings touch.
constexpr double kClosest = 1e-6;

struct Step {
  std::ptrdiff_t row = 0;
  std::ptrdiff_t column = 0;
};

/// East, north, west, south: heading + 1 is a left turn. Rows grow southward.
constexpr std::array<Step, 4> kHeading{{{0, 1}, {-1, 0}, {0, -1}, {1, 0}}};

std::size_t left_of(std::size_t heading) {
  return (heading + 1) % 4;
}
std::size_t right_of(std::size_t heading) {
  return (heading + 3) % 4;
}

/// The centers of the cells with a margin of one without value, as nodes of a lattice.
class Nodes {
 public:
  Nodes(const Grid<double>& surface, double level)
      : surface_(surface),
        level_(level),
        rows_(surface.frame.rows + 2),
        columns_(surface.frame.columns + 2),
        inside_(rows_ * columns_, 0) {
    for (std::size_t i = 0; i < surface.values.size(); ++i) {
      const std::size_t node =
          (i / surface.frame.columns + 1) * columns_ + i % surface.frame.columns + 1;
      inside_[node] = surface.values[i] >= level ? 1 : 0;
    }
  }

  std::size_t size() const { return inside_.size(); }
  std::size_t columns() const { return columns_; }
  bool inside(std::size_t node) const { return inside_[node] != 0; }
  std::size_t moved(std::size_t node, Step step) const {
    return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(node) +
                                    step.row * static_cast<std::ptrdiff_t>(columns_) + step.column);
  }

  double value(std::size_t node) const {
    const std::size_t row = node / columns_;
    const std::size_t column = node % columns_;
    if (row == 0 || column == 0 || row + 1 == rows_ || column + 1 == columns_) {
      return std::numeric_limits<double>::quiet_NaN();
    }
    return surface_.at(row - 1, column - 1);
  }

  /// Whether the middle of a square of nodes is inside; never beside a node without value.
  bool joined(std::size_t a, std::size_t b, std::size_t c, std::size_t d) const {
    // Sums of the diagonals: the same bits from whichever corner the square is seen.
    const double sum = (value(a) + value(d)) + (value(b) + value(c));
    return 0.25 * sum >= level_;
  }

  /// Where the level is crossed on the way from a node inside to a neighbor outside.
  Point crossing(std::size_t in, std::size_t out) const {
    const double beyond = value(out);
    double t = 0.5;
    if (!std::isnan(beyond)) {
      t = std::clamp((value(in) - level_) / (value(in) - beyond), kClosest, 1.0 - kClosest);
    }
    const Point from = place(in);
    const Point to = place(out);
    return {from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)};
  }

 private:
  Point place(std::size_t node) const {
    const GridFrame& frame = surface_.frame;
    return {frame.north_west.x + (static_cast<double>(node % columns_) - 0.5) * frame.cell.value,
            frame.north_west.y - (static_cast<double>(node / columns_) - 0.5) * frame.cell.value};
  }

  const Grid<double>& surface_;
  double level_;
  std::size_t rows_;
  std::size_t columns_;
  std::vector<std::uint8_t> inside_;
};

/// A crossing between two neighboring nodes, on a walk with the inside on the left.
struct Gate {
  std::size_t in = 0;
  std::size_t out = 0;
  std::size_t heading = 0;
  friend bool operator==(const Gate&, const Gate&) = default;
};

class Tracer {
 public:
  explicit Tracer(const Nodes& nodes)
      : nodes_(nodes), group_(nodes.size(), kNoGroup), walked_(nodes.size(), 0) {}

  Polygon area() {
    Polygon parts;
    for (std::size_t node = 0; node < nodes_.size(); ++node) {
      if (nodes_.inside(node) && group_[node] == kNoGroup) mark_group(node);
    }
    parts.resize(groups_);
    for (std::size_t west = 0; west + 1 < nodes_.size(); ++west) {
      if (walked_[west] != 0 || nodes_.inside(west) == nodes_.inside(west + 1)) continue;
      const Gate gate = nodes_.inside(west) ? Gate{west, west + 1, 1} : Gate{west + 1, west, 3};
      add_ring(parts[group_[gate.in]], trace(gate));
    }
    return parts;
  }

 private:
  static constexpr std::size_t kNoGroup = std::numeric_limits<std::size_t>::max();

  /// Nodes inside that are neighbors along the lattice, or across a square that is joined.
  void mark_group(std::size_t first) {
    std::vector<std::size_t> pending{first};
    const auto reach = [&](std::size_t node) {
      if (!nodes_.inside(node) || group_[node] != kNoGroup) return;
      group_[node] = groups_;
      pending.push_back(node);
    };
    group_[first] = groups_;
    while (!pending.empty()) {
      const std::size_t node = pending.back();
      pending.pop_back();
      for (std::size_t heading = 0; heading < 4; ++heading) {
        const std::size_t ahead = nodes_.moved(node, kHeading[heading]);
        const std::size_t beside = nodes_.moved(node, kHeading[left_of(heading)]);
        const std::size_t across = nodes_.moved(ahead, kHeading[left_of(heading)]);
        reach(ahead);
        if (nodes_.inside(across) && nodes_.joined(node, ahead, beside, across)) reach(across);
      }
    }
    ++groups_;
  }

  /// Through the square ahead of a gate: around the corner inside if it stands alone, along it
  /// otherwise.
  Gate next(const Gate& gate) const {
    const Step step = kHeading[gate.heading];
    const std::size_t left = nodes_.moved(gate.in, step);
    const std::size_t right = nodes_.moved(gate.out, step);
    const bool passes = nodes_.inside(left) ||
                        (nodes_.inside(right) && nodes_.joined(gate.in, left, gate.out, right));
    if (!passes) return {gate.in, left, left_of(gate.heading)};
    if (nodes_.inside(right)) return {right, gate.out, right_of(gate.heading)};
    return {left, right, gate.heading};
  }

  Ring trace(const Gate& start) {
    Ring ring;
    Gate gate = start;
    do {
      // Only gates between a node and its eastern neighbor are looked for.
      if (gate.heading % 2 == 1) walked_[std::min(gate.in, gate.out)] = 1;
      ring.push_back(nodes_.crossing(gate.in, gate.out));
      gate = next(gate);
    } while (!(gate == start));
    return ring;
  }

  const Nodes& nodes_;
  std::vector<std::size_t> group_;
  std::size_t groups_ = 0;
  std::vector<std::uint8_t> walked_;  // gates between a node and its eastern neighbor
};

}  // namespace

std::vector<Polygon> contours(const Grid<double>& surface, std::span<const double> levels) {
  expects(surface.values.size() == surface.frame.size(), "one value per cell");
  for (const double v : surface.values) expects(!std::isinf(v), "values must be finite or NaN");
  for (const double level : levels) expects(std::isfinite(level), "levels must be finite");
  std::vector<Polygon> areas(levels.size());
  parallel_for(levels.size(), [&](std::size_t i) {
    const Nodes nodes(surface, levels[i]);
    areas[i] = Tracer(nodes).area();
  });
  return areas;
}

std::vector<double> mass_levels(const Grid<double>& surface, std::span<const double> shares) {
  std::vector<double> values;
  for (const double v : surface.values) {
    expects(std::isnan(v) || (v >= 0.0 && std::isfinite(v)), "a surface that is not negative");
    if (v > 0.0) values.push_back(v);
  }
  std::ranges::sort(values, std::greater<>());
  double total = 0.0;
  for (const double v : values) total += v;
  std::vector<double> levels;
  for (const double share : shares) {
    expects(share > 0.0 && share <= 1.0, "a share above 0 and at most 1");
    double sum = 0.0;
    std::size_t n = 0;
    while (n < values.size() && sum < share * total) sum += values[n++];
    levels.push_back(n == 0 ? std::numeric_limits<double>::infinity() : values[n - 1]);
  }
  return levels;
}

}  // namespace rawan
