#pragma once

#include "patrol_model.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace rawan::patrol {

/// What longer stays on a tour are about worth: the time left at its end goes to all of them alike.
/// Windows and limits of dwell may forbid that; it is a guide of the search, not the score.
struct Slack {
  std::int64_t left = 0;    ///< Seconds.
  std::int64_t longer = 0;  ///< Seconds all stays could use.
  std::int64_t points = 0;  ///< If they had them.

  std::int64_t worth() const {
    if (longer <= 0) return 0;
    const double share =
        std::clamp(static_cast<double>(left) / static_cast<double>(longer), 0.0, 1.0);
    return static_cast<std::int64_t>(static_cast<double>(points) * share * (2.0 - share));
  }
  /// With one more visit that costs so many seconds.
  Slack with(const ModelStop& stop, std::int64_t seconds) const {
    return {left - seconds, longer + stop.longer, points + stop.stay_points};
  }
};

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
  Slack slack;

  std::size_t visits() const { return nodes.size() - 2; }
  /// Stop of visit k, from 0.
  std::uint32_t stop(std::size_t k) const { return nodes[k + 1]; }
};

Route empty_route(const Model& model, std::uint32_t shift);

/// Fills the arrays from the nodes. False, with arrays of no meaning, if the tour breaks a limit of
/// its shift or a window. Cost: O(visits).
bool measure(const Model& model, Route& route);

}  // namespace rawan::patrol
