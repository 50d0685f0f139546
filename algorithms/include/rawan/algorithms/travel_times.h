#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/road_graph.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace rawan {

/// A place on a road: 0 at `from` ... 1 at `to` of its edge. At an end of the edge it is the node.
struct RoadPlace {
  std::uint32_t edge = 0;
  double share = 0.0;
  friend bool operator==(const RoadPlace&, const RoadPlace&) = default;
};

/// sources x targets, row: source.
struct TravelTimes {
  std::vector<std::int32_t> seconds;  ///< Rounded up; -1: unreachable.
  std::vector<double> meters;         ///< Along the fastest way, to a centimeter; -1: unreachable.
};

/// Fastest ways from all sources to all targets; of equally fast ones (to the millisecond) the
/// shortest. One-way roads hold also between two places on one edge. The way from a place to
/// itself takes nothing.
///
/// Dijkstra, E. W. (1959). A note on two problems in connexion with graphs. One search per source,
/// on all threads, that ends when every target of its island is settled: n log n for the n nodes
/// nearer than the farthest target. The same bits on any number of threads.
/// @throws ContractViolation if an edge does not exist or a share is not within 0 ... 1.
TravelTimes travel_times(const RoadGraph& graph, std::span<const RoadPlace> sources,
                         std::span<const RoadPlace> targets, const Control& control = {});

/// Part of an edge as it is driven: backward if `begin` > `end`.
struct WayPart {
  std::uint32_t edge = 0;
  double begin = 0.0;
  double end = 1.0;
  friend bool operator==(const WayPart&, const WayPart&) = default;
};
using Way = std::vector<WayPart>;

/// The ways whose times travel_times() tells, from one source to some targets. Nothing:
/// unreachable; empty: already there. Of ways equal in time and length one, always the same.
std::vector<std::optional<Way>> fastest_ways(const RoadGraph& graph, RoadPlace source,
                                             std::span<const RoadPlace> targets);

}  // namespace rawan
