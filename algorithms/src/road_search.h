#pragma once

#include "rawan/algorithms/road_graph.h"
#include "rawan/algorithms/travel_times.h"

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace rawan {

inline constexpr RoadCost kNoWay = std::numeric_limits<RoadCost>::max();
inline constexpr std::uint32_t kNoArc = std::numeric_limits<std::uint32_t>::max();

/// What a part of an edge costs.
RoadCost share_of(RoadCost cost, double share);

/// A node and what lies between it and a place.
struct Gate {
  std::uint32_t node = 0;
  RoadCost cost = kNoWay;
  bool open() const { return cost != kNoWay; }
};

/// Where one gets onto the nodes from a place, and from nodes to it: at `from` and `to` of its
/// edge.
std::array<Gate, 2> gates_out(const RoadGraph& graph, RoadPlace place);
std::array<Gate, 2> gates_in(const RoadGraph& graph, RoadPlace place);

/// Cost of the way between two places along their common edge; kNoWay if there is none.
RoadCost along_edge(const RoadGraph& graph, RoadPlace source, RoadPlace target);

/// Open directions by the node they leave.
struct AdjacencyArray {
  std::vector<std::uint32_t> first;  ///< One more than there are nodes.
  std::vector<RoadArc> arcs;

  std::uint32_t nodes() const { return static_cast<std::uint32_t>(first.size() - 1); }
  std::span<const RoadArc> leaving(std::uint32_t node) const {
    return std::span(arcs).subspan(first[node], first[node + 1] - first[node]);
  }
};

/// The lowest costs from one place to nodes. Used again and again without being made anew.
class RoadSearch {
 public:
  /// @param parents whether last_arc() will be asked for.
  RoadSearch(const AdjacencyArray& graph, bool parents);

  /// Settles the nodes in order of cost until all of `wanted` are (each named once) or there are
  /// no more.
  void run(std::span<const Gate> starts, std::span<const std::uint32_t> wanted);

  /// Of the wanted nodes of the last run; kNoWay: not reached.
  RoadCost cost(std::uint32_t node) const { return cost_[node]; }
  /// The arc by which the cheapest way reaches the node; kNoArc where it begins.
  std::uint32_t last_arc(std::uint32_t node) const { return last_arc_[node]; }

 private:
  struct Entry {
    RoadCost cost;
    std::uint32_t node;
  };
  void push(Entry entry);
  Entry pop();
  void reach(std::uint32_t node, RoadCost cost, std::uint32_t arc);
  void clear();

  const AdjacencyArray& graph_;
  std::vector<RoadCost> cost_;
  std::vector<std::uint32_t> last_arc_;
  std::vector<bool> wanted_;
  std::vector<Entry> heap_;
};

}  // namespace rawan
