#pragma once

#include "rawan/algorithms/patrol_problem.h"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace rawan::patrol {

/// Seconds after the start of a shift's day, or a length. Sums of three stay within 32 bits.
using Time = std::int32_t;
inline constexpr Time kNever = Time{1} << 29;

/// Stops that are looked at together; columns and rows of legs may be read that far beyond the end.
inline constexpr std::size_t kLanes = 16;

/// When a visit may start, both ends included.
struct Opening {
  Time open = -kNever;
  Time close = kNever;
};

/// Seconds between nodes, by row of the first and by row of the second: the two legs of an
/// insertion are read from rows of the inserted node.
struct Legs {
  std::vector<Time> from;
  std::vector<Time> to;
  std::vector<std::int64_t> millimeters;  ///< Rounded up. Empty where no shift has a limit.
};

struct ModelStop {
  std::int64_t points = 0;  ///< Score as an integer; see Model::points_per_score.
  Time dwell = 0;
  Time longer = 0;               ///< What a stay may gain beyond dwell.
  std::int64_t stay_points = 0;  ///< What it is worth to stay all of that.
  Opening opening;  ///< The only one of a plain model; else from the first to the last.
  std::uint32_t village = 0;
  std::uint32_t required = 0;
  std::uint32_t max_visits = 1;
  std::int32_t min_gap_days = 1;
};

struct ModelShift {
  std::uint32_t unit = 0;
  std::int32_t day = 0;
  std::uint8_t weekday = 0;
  std::uint32_t start_node = 0;
  std::uint32_t end_node = 0;
  Time start = 0;
  Time end = 0;
  bool pauses = false;
  Time pause_earliest = 0;
  Time pause_latest = 0;
  Time pause_length = 0;
  std::int64_t most_millimeters = std::numeric_limits<std::int64_t>::max();
  std::uint32_t travel = 0;
};

/// The problem as the search sees it: stops in an order of their own values, integers, flat arrays.
/// Nodes are the stops, then the posts.
struct Model {
  std::vector<std::uint32_t> row_of_stop;  ///< In the problem.
  std::vector<ModelStop> stops;
  std::vector<ModelShift> shifts;
  std::vector<Village> villages;
  std::vector<Unit> units;
  std::int32_t days = 1;
  std::size_t nodes = 0;
  std::vector<Legs> travel;
  std::vector<std::uint8_t> allowed;      ///< stops x shifts: by unit, weekday and hours.
  std::vector<Opening> openings;          ///< Disjoint and ascending, by stop and weekday.
  std::vector<std::uint32_t> opening_at;  ///< First of (stop, weekday); 7 x stops + 1 entries.
  std::vector<Time> open;                 ///< Of each stop, as the next two; whole lanes.
  std::vector<Time> close;
  std::vector<Time> dwell;
  double points_per_score = 1.0;
  /// One opening for all days, one visit at most, no duties, pauses or other limits: what the
  /// search then need not ask.
  bool plain = false;

  std::span<const Opening> openings_of(std::uint32_t stop, std::uint8_t weekday) const {
    const std::uint32_t* at = &opening_at[7 * std::size_t{stop} + weekday];
    return {openings.data() + at[0], openings.data() + at[1]};
  }
  bool allows(std::uint32_t stop, std::uint32_t shift) const {
    return allowed[stop * shifts.size() + shift] != 0;
  }
};

/// The start of a visit at or after `arrival`; kNever or more if there is none.
inline Time start_of(std::span<const Opening> openings, Time arrival) {
  for (const Opening& o : openings) {
    if (arrival <= o.close) return arrival < o.open ? o.open : arrival;
  }
  return kNever;
}

/// The latest arrival with which a visit starts at or before `bound`; below -kNever if there is
/// none.
inline Time latest_arrival(std::span<const Opening> openings, Time bound) {
  for (std::size_t k = openings.size(); k-- > 0;) {
    if (openings[k].open <= bound) return bound < openings[k].close ? bound : openings[k].close;
  }
  return -kNever - 1;
}

enum class Detail : std::uint8_t { as_needed, always };

/// Cost: O(places^2) per travel matrix. Detail::always keeps the general rules where the plain ones
/// would do.
Model model_of(const Problem& problem, Detail detail = Detail::as_needed);

}  // namespace rawan::patrol
