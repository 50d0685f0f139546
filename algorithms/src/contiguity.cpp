#include "edges.h"
#include "neighbor_lists.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/weights.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace rawan {
namespace {

/// An edge and its reach in x; `edge` always runs upward, so that both areas compute the same bits.
struct BorderEdge {
  UpwardEdge edge;
  double west;
  double east;
};

struct Border {
  Box box;
  std::vector<BorderEdge> edges;  ///< By `west`.
};

bool meet(const Box& a, const Box& b, double tolerance) {
  return a.low.x <= b.high.x + tolerance && b.low.x <= a.high.x + tolerance &&
         a.low.y <= b.high.y + tolerance && b.low.y <= a.high.y + tolerance;
}

Border border_of(const Polygon& area) {
  Border border{bounding_box(area), {}};
  for_each_ring(area, [&](const Ring& ring) {
    for_each_edge(ring, [&](Point a, Point b) {
      expects(std::isfinite(a.x) && std::isfinite(a.y), "coordinates must be finite");
      border.edges.push_back({UpwardEdge(a, b), std::min(a.x, b.x), std::max(a.x, b.x)});
    });
  });
  std::ranges::sort(border.edges, {}, &BorderEdge::west);
  return border;
}

std::vector<BorderEdge> edges_near(const Border& border, const Box& box, double tolerance) {
  std::vector<BorderEdge> near;
  for (const BorderEdge& candidate : border.edges) {
    const UpwardEdge& edge = candidate.edge;
    const Box reach{{candidate.west, edge.low.y}, {candidate.east, edge.high.y}};
    if (meet(reach, box, tolerance)) near.push_back(candidate);
  }
  return near;
}

double squared_length(Point a, Point b) {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

bool cross(const UpwardEdge& a, const UpwardEdge& b) {
  const auto parts = [](double one, double other) {
    return (one < 0.0 && other > 0.0) || (one > 0.0 && other < 0.0);
  };
  return parts(a.side(b.low), a.side(b.high)) && parts(b.side(a.low), b.side(a.high));
}

/// How the borders of two areas touch.
class Touch {
 public:
  Touch(Contiguity kind, double tolerance) : kind_(kind), squared_(tolerance * tolerance) {}

  bool between(const UpwardEdge& a, const UpwardEdge& b) const {
    std::size_t count = 0;
    std::array<Point, 4> places;
    const auto add = [&](Point vertex, const UpwardEdge& edge) {
      if (squared_distance_to_segment(vertex, edge.low, edge.high) <= squared_) {
        places[count++] = vertex;
      }
    };
    add(a.low, b);
    add(a.high, b);
    add(b.low, a);
    add(b.high, a);
    if (kind_ == Contiguity::queen) return count > 0 || cross(a, b);
    for (std::size_t i = 1; i < count; ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (squared_length(places[i], places[j]) > squared_) return true;
      }
    }
    return false;
  }

 private:
  Contiguity kind_;
  double squared_;
};

/// Sweeps eastward over the edges of both areas that lie where their boxes meet.
bool are_neighbors(const Border& a, const Border& b, Contiguity kind, double tolerance) {
  const Touch touch(kind, tolerance);
  const std::vector<BorderEdge> ours = edges_near(a, b.box, tolerance);
  const std::vector<BorderEdge> theirs = edges_near(b, a.box, tolerance);
  std::vector<BorderEdge> open;
  std::size_t next = 0;
  for (const BorderEdge& mine : ours) {
    for (; next < theirs.size() && theirs[next].west <= mine.east + tolerance; ++next) {
      open.push_back(theirs[next]);
    }
    std::erase_if(open, [&](const BorderEdge& e) { return e.east + tolerance < mine.west; });
    for (const BorderEdge& other : open) {
      if (other.west > mine.east + tolerance) continue;
      if (other.edge.low.y > mine.edge.high.y + tolerance) continue;
      if (mine.edge.low.y > other.edge.high.y + tolerance) continue;
      if (touch.between(mine.edge, other.edge)) return true;
    }
  }
  return false;
}

}  // namespace

Weights contiguity_weights(std::span<const Polygon> areas, Contiguity kind, Meters tolerance) {
  expects(tolerance.value >= 0.0 && std::isfinite(tolerance.value),
          "a tolerance is finite and not negative");
  const std::size_t n = areas.size();
  std::vector<Border> borders(n);
  parallel_for(n, [&](std::size_t i) { borders[i] = border_of(areas[i]); });
  std::vector<std::uint32_t> eastward(n);
  std::iota(eastward.begin(), eastward.end(), 0U);
  std::ranges::sort(eastward, {},
                    [&](std::uint32_t i) { return std::pair(borders[i].box.low.x, i); });

  NeighborLists found(n);
  parallel_for(n, [&](std::size_t at) {
    const Border& mine = borders[eastward[at]];
    for (std::size_t other = at + 1; other < n; ++other) {
      const Border& theirs = borders[eastward[other]];
      if (theirs.box.low.x > mine.box.high.x + tolerance.value) break;
      if (!meet(mine.box, theirs.box, tolerance.value)) continue;
      if (!are_neighbors(mine, theirs, kind, tolerance.value)) continue;
      found[eastward[at]].push_back(eastward[other]);
    }
  });
  NeighborLists neighbors = found;
  for (std::uint32_t i = 0; i < n; ++i) {
    for (const std::uint32_t j : found[i]) neighbors[j].push_back(i);
  }
  for (auto& row : neighbors) std::ranges::sort(row);
  return binary_weights(neighbors);
}

}  // namespace rawan
