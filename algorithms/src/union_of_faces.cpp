#include "union_of_faces.h"

#include "rawan/algorithms/disjoint_sets.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

namespace rawan {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// A side of a face, walked with the face on the left. Sides of a face are consecutive.
struct Side {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint32_t face = 0;
  std::uint32_t next = 0;  // of the same face
  std::uint32_t twin = kNone;
};

class Union {
 public:
  Union(std::span<const DelaunayFace> faces, const SnappedPoints& points)
      : points_(points), groups_(faces.size()) {
    for (std::uint32_t f = 0; f < faces.size(); ++f) add_sides(faces[f].corners, f);
    pair_sides();
    for (const Side& side : sides_) {
      if (side.twin != kNone) groups_.join(side.face, sides_[side.twin].face);
    }
  }

  Polygon outline() {
    std::vector<std::uint8_t> walked(sides_.size(), 0);
    for (std::uint32_t side = 0; side < sides_.size(); ++side) {
      if (sides_[side].twin != kNone || walked[side] != 0) continue;
      std::vector<std::uint32_t> corners;
      for (std::uint32_t at = side; walked[at] == 0; at = next_on_boundary(at)) {
        walked[at] = 1;
        corners.push_back(sides_[at].from);
      }
      add_rings(corners, groups_.find(sides_[side].face));
    }
    Polygon parts;
    for (auto& [group, part] : parts_) parts.push_back(std::move(part));
    return parts;
  }

 private:
  void add_sides(std::span<const std::uint32_t> corners, std::uint32_t face) {
    const auto first = static_cast<std::uint32_t>(sides_.size());
    const auto n = static_cast<std::uint32_t>(corners.size());
    for (std::uint32_t i = 0; i < n; ++i) {
      sides_.push_back({corners[i], corners[(i + 1) % n], face, first + (i + 1) % n, kNone});
    }
  }

  void pair_sides() {
    std::vector<std::uint32_t> order(sides_.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto ends = [&](std::uint32_t i) { return std::pair(sides_[i].from, sides_[i].to); };
    std::ranges::sort(order, {}, ends);
    for (Side& side : sides_) {
      const auto found = std::ranges::lower_bound(order, std::pair(side.to, side.from), {}, ends);
      if (found != order.end() && ends(*found) == std::pair(side.to, side.from)) side.twin = *found;
    }
  }

  /// Around the end of the side, through the faces that hang together there by sides.
  std::uint32_t next_on_boundary(std::uint32_t side) const {
    std::uint32_t next = sides_[side].next;
    while (sides_[next].twin != kNone) next = sides_[sides_[next].twin].next;
    return next;
  }

  /// Cuts a closed walk where it comes back to a corner, so that each ring meets it once.
  void add_rings(std::span<const std::uint32_t> walk, std::uint32_t group) {
    std::vector<std::uint32_t> open;
    std::map<std::uint32_t, std::size_t> place;
    for (const std::uint32_t corner : walk) {
      const auto [at, fresh] = place.emplace(corner, open.size());
      if (!fresh) {
        const std::size_t begin = at->second;
        add_ring(std::span(open).subspan(begin), group);
        for (std::size_t i = begin + 1; i < open.size(); ++i) place.erase(open[i]);
        open.resize(begin);
      }
      open.push_back(corner);
    }
    add_ring(open, group);
  }

  void add_ring(std::span<const std::uint32_t> corners, std::uint32_t group) {
    Ring ring;
    for (const std::uint32_t corner : corners) {
      ring.push_back(points_.place(points_.points()[corner]));
    }
    PolygonPart& part = parts_[group];
    if (counter_clockwise(corners)) {
      part.outer = std::move(ring);
    } else {
      part.holes.push_back(std::move(ring));
    }
  }

  /// By the turn at the lowest corner: indices follow the order of the points.
  bool counter_clockwise(std::span<const std::uint32_t> corners) const {
    const auto n = corners.size();
    const auto at = static_cast<std::size_t>(std::ranges::min_element(corners) - corners.begin());
    const auto points = points_.points();
    return turn(points[corners[(at + n - 1) % n]], points[corners[at]],
                points[corners[(at + 1) % n]]) > 0;
  }

  const SnappedPoints& points_;
  DisjointSets groups_;
  std::vector<Side> sides_;
  std::map<std::uint32_t, PolygonPart> parts_;
};

}  // namespace

Polygon union_of_faces(std::span<const DelaunayFace> faces, const SnappedPoints& points) {
  return Union(faces, points).outline();
}

}  // namespace rawan
