#pragma once

#include "network_spread.h"

#include <optional>
#include <utility>

namespace rawan {

/// A kernel in steps of its reach: lengths that agree to one step may go on as one.
inline constexpr double kLengthSteps = 4096.0;

/// The shortest passage, as a share of the reach: no ring, however small, keeps a walk for long.
inline constexpr double kShortestPassage = 1.0 / 1048576.0;

/// Of what arrives where n arcs leave: onto each arc ahead, and back.
struct NodeShares {
  double ahead = 0.0;
  double back = 0.0;
};
NodeShares shares_at(std::size_t arcs, const NetworkDensityOptions& options);

/// Of an event in a node where n arcs leave: onto each.
double share_of_start(std::size_t arcs, const NetworkDensityOptions& options);

/// Adds an event's kernel to its own edge, as far as no node lies between.
void add_around(const NetworkSpread& spread, const EventOnEdge& event, EdgeSums& sums);

/// The values of an edge in `sums`, made if there are none yet.
std::vector<double>& sums_on(const NetworkSpread& spread, std::uint32_t edge, EdgeSums& sums);

/// Goes every walk. @param events of one edge. @param passages how many arcs may be passed; less
/// what was used on return. @return nothing if they were not enough.
std::optional<EdgeSums> walk_all(const NetworkSpread& spread, std::span<const EventOnEdge> events,
                                 std::uint64_t& passages);

/// The nodes that events reach, and the step of length before which nothing comes there.
using ReachedNodes = std::map<std::uint32_t, std::size_t>;

/// All walks of all events together, on a lattice of lengths.
EdgeSums flow_together(const NetworkSpread& spread, std::span<const EventOnEdge> events,
                       const ReachedNodes& reached);

}  // namespace rawan
