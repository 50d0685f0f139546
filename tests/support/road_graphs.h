#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/random.h"
#include "rawan/algorithms/road_graph.h"
#include "rawan/algorithms/travel_times.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

namespace rawan::testing {

/// Edges between random nodes of all kinds: one-way, closed, loops, parallel, without length; a
/// third of the nodes are an island of their own.
inline std::vector<RoadEdge> random_road_edges(std::uint32_t nodes, std::size_t count,
                                               Stream& random) {
  const std::uint32_t shore = nodes - nodes / 3;
  std::vector<RoadEdge> edges;
  for (std::size_t i = 0; i < count; ++i) {
    const auto from = static_cast<std::uint32_t>(random.below(nodes));
    const std::uint32_t low = from < shore ? 0 : shore;
    const std::uint32_t high = from < shore ? shore : nodes;
    const auto to = low + static_cast<std::uint32_t>(random.below(high - low));
    const double meters = random.below(12) == 0 ? 0.0 : 20.0 + 900.0 * random.uniform();
    const double pace = 0.04 + 0.3 * random.uniform();
    RoadEdge edge{from, to, meters, meters * pace, meters * pace};
    const std::uint64_t kind = random.below(8);
    if (kind <= 1 || kind == 7) edge.forward = -1.0;
    if (kind == 2 || kind == 7) edge.backward = -1.0;
    if (kind == 3) edge.backward *= 1.7;
    edges.push_back(edge);
  }
  return edges;
}

inline std::vector<RoadPlace> random_places(std::size_t edges, std::size_t count, Stream& random) {
  std::vector<RoadPlace> places;
  for (std::size_t i = 0; i < count; ++i) {
    const auto edge = static_cast<std::uint32_t>(random.below(edges));
    const std::uint64_t kind = random.below(6);
    places.push_back({edge, kind == 0 ? 0.0 : kind == 1 ? 1.0 : random.uniform()});
  }
  return places;
}

/// A road-like plane graph of about `arcs` arcs, three per node: a crooked lattice of which a
/// quarter of the streets is missing, with faster roads every tenth row; nodes numbered at random.
struct RoadMesh {
  std::uint32_t nodes = 0;
  std::vector<RoadEdge> edges;

  RoadMesh(std::size_t arcs, std::uint64_t seed) {
    Stream random(seed, 7);
    const auto side = static_cast<std::uint32_t>(std::lround(std::sqrt(double(arcs) / 3.0)));
    nodes = side * side;
    std::vector<std::uint32_t> number(nodes);
    std::iota(number.begin(), number.end(), 0U);
    random.shuffle(std::span(number));
    std::vector<Point> place;
    for (std::uint32_t n = 0; n < nodes; ++n) {
      place.push_back({100.0 * (n % side) + 60.0 * random.uniform(),
                       100.0 * (n / side) + 60.0 * random.uniform()});
    }
    const auto connect = [&](std::uint32_t a, std::uint32_t b, bool fast) {
      if (!fast && random.uniform() < 0.27) return;
      const double meters = std::hypot(place[b].x - place[a].x, place[b].y - place[a].y);
      const double seconds = meters / (fast ? 15.0 : 5.0 + 4.0 * random.uniform());
      const bool one_way = !fast && random.uniform() < 0.04;
      edges.push_back({number[a], number[b], meters, seconds, one_way ? -1.0 : seconds});
    };
    for (std::uint32_t n = 0; n < nodes; ++n) {
      if (n % side + 1 < side) connect(n, n + 1, n / side % 10 == 0);
      if (n / side + 1 < side) connect(n, n + side, n % side % 10 == 0);
    }
  }
};

}  // namespace rawan::testing
