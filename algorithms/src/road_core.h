#pragma once

#include "road_search.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// A graph with fewer nodes in which all costs between the kept ones are the same.
struct RoadCore {
  AdjacencyArray arcs;
  std::vector<std::uint32_t> number;  ///< By node its number in the core; kNoNode: not in it.
};

inline constexpr std::uint32_t kNoNode = kNoArc;

/// Takes nodes with few neighbors out of a graph, one after the other, and joins their neighbors by
/// arcs as long as the ways over them: exact, for costs are whole numbers. What is left is numbered
/// so that neighbors lie near each other in memory.
/// @param kept nodes that must stay. @param most neighbors of a node that is taken out; 0: none is.
RoadCore core_of(const RoadGraph& graph, std::span<const std::uint32_t> kept, std::size_t most);

}  // namespace rawan
