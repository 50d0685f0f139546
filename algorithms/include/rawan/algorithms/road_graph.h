#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// A road between two nodes. Ways along it are `forward` (from -> to) and `backward`.
struct RoadEdge {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  double meters = 0.0;
  double forward = 0.0;   ///< Seconds; negative: closed that way.
  double backward = 0.0;  ///< Seconds; negative: closed that way.
  friend bool operator==(const RoadEdge&, const RoadEdge&) = default;
};

/// Time and length of a way as one number that is added and compared: milliseconds above,
/// centimeters below, so that of two equally fast ways the shorter one is less.
using RoadCost = std::uint64_t;

constexpr RoadCost road_cost(std::uint32_t milliseconds, std::uint32_t centimeters) {
  return (RoadCost{milliseconds} << 32U) | centimeters;
}
constexpr std::uint32_t milliseconds_of(RoadCost cost) {
  return static_cast<std::uint32_t>(cost >> 32U);
}
constexpr std::uint32_t centimeters_of(RoadCost cost) {
  return static_cast<std::uint32_t>(cost);
}

/// Rounded to milliseconds, one at least, and centimeters.
RoadCost road_cost_of(double seconds, double meters);

/// One open direction of an edge.
struct RoadArc {
  RoadCost cost = 0;       ///< One millisecond at least.
  std::uint32_t head = 0;  ///< The node it leads to.
  std::uint32_t id = 0;    ///< 2 * edge, + 1 if backward.
};

/// Roads as an adjacency array of their open directions.
class RoadGraph {
 public:
  /// @throws ContractViolation if a node is out of range, a number not finite, a length negative,
  ///         or an edge longer than 10,000 km or 240 hours.
  RoadGraph(std::uint32_t nodes, std::span<const RoadEdge> edges);

  std::uint32_t nodes() const { return static_cast<std::uint32_t>(first_.size() - 1); }
  std::span<const RoadEdge> edges() const { return edges_; }
  std::span<const RoadArc> leaving(std::uint32_t node) const {
    return std::span(arcs_).subspan(first_[node], first_[node + 1] - first_[node]);
  }
  std::size_t arcs() const { return arcs_.size(); }

 private:
  std::vector<RoadEdge> edges_;
  std::vector<std::uint32_t> first_;
  std::vector<RoadArc> arcs_;
};

/// What is connected in any direction: by node the lowest node of its island.
std::vector<std::uint32_t> islands(const RoadGraph& graph);

/// Nodes that reach each other: by node the lowest node of its component.
/// Tarjan, R. (1972). Depth-first search and linear graph algorithms. Linear in nodes and arcs.
std::vector<std::uint32_t> strong_components(const RoadGraph& graph);

/// The roads a vehicle can leave as well as enter.
struct MainRoads {
  std::vector<bool> kept;           ///< By edge.
  std::uint64_t parts = 0;          ///< Kept: one per island that has one.
  std::uint64_t dropped_parts = 0;  ///< Components with an edge of their own that were left out.
  std::uint64_t dropped_edges = 0;  ///< Open ones.
  double dropped_meters = 0.0;
};

/// Of every island the largest strongly connected component, by length of roads (ties: the one
/// with the lowest node), if it is at least `least_meters` long or the longest there is. Closed
/// edges are no part of it.
MainRoads main_roads(const RoadGraph& graph, double least_meters = 0.0);

}  // namespace rawan
