#pragma once

#include "patrol_model.h"

#include <cstdint>
#include <vector>

namespace rawan::patrol {

/// One tour as arrays over its nodes: post, stops, post. `departure` is the earliest departure and
/// `latest` the latest arrival from which the rest of the tour can still be done (Savelsbergh 1992;
/// with waiting, Vansteenwegen et al. 2009), so that an insertion is judged by its two legs alone.
/// With a pause the same two are kept for a unit that has had it: `rested_...`.
struct Route {
  std::uint32_t shift = 0;
  std::uint64_t version = 0;  ///< Equal only if the nodes are equal.
  std::vector<std::uint32_t> nodes;
  std::vector<Time> departure;
  std::vector<Time> latest;
  std::vector<Time> rested_departure;
  std::vector<Time> rested_latest;
  std::vector<Time> leg;  ///< Into each node; 0 for the first.
  std::int64_t travel = 0;
  std::int64_t millimeters = 0;

  std::size_t visits() const { return nodes.size() - 2; }
  /// Stop of visit k, from 0.
  std::uint32_t stop(std::size_t k) const { return nodes[k + 1]; }
};

Route empty_route(const Model& model, std::uint32_t shift);

/// Fills the arrays from the nodes. False, with arrays of no meaning, if the tour breaks a limit of
/// its shift or a window. Cost: O(visits).
bool measure(const Model& model, Route& route);

}  // namespace rawan::patrol
