#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/units.h"

namespace rawan {

/// When a visit may start, in seconds after the start of the day of its shift. A shift that crosses
/// midnight belongs to its start date, so times run past 86,400.
struct TimeWindow {
  Seconds open{};
  Seconds close{};  ///< The latest start, inclusive.
};

/// A place that may be visited.
struct Stop {
  std::uint32_t place = 0;            ///< Row and column in the travel-time matrix.
  double score = 0.0;                 ///< What one visit is worth.
  Seconds dwell{};
  std::vector<TimeWindow> windows;    ///< Any one of them; empty: any time.
  std::uint32_t min_visits = 0;       ///< Required in the period, before any score counts.
  std::uint32_t max_visits = 1;       ///< In the period; never two on one day.
  std::vector<std::uint32_t> units;   ///< Who may serve it; empty: all.
};

/// One shift of one squad on one day: a tour starts and ends at its post.
struct Shift {
  std::uint32_t unit = 0;
  std::int32_t day = 0;          ///< Days after the start of the period.
  std::uint32_t post = 0;        ///< Place in the matrix.
  Seconds start{};               ///< After midnight of its day.
  Seconds end{};
  double max_meters = 0.0;       ///< 0: no limit.
  double speed = 1.0;            ///< Travel times are divided by it.
};

/// Travel between places. Not symmetric, and the triangle inequality is not assumed.
/// Unreachable is a negative time.
struct TravelMatrix {
  std::size_t places = 0;
  std::vector<std::int32_t> seconds;  ///< places x places, row: from.
  std::vector<double> meters;         ///< places x places.

  std::int32_t time(std::uint32_t from, std::uint32_t to) const {
    return seconds[from * places + to];
  }
  double distance(std::uint32_t from, std::uint32_t to) const { return meters[from * places + to]; }
};

struct PatrolProblem {
  std::vector<Stop> stops;
  std::vector<Shift> shifts;
  TravelMatrix travel;
};

struct Visit {
  std::uint32_t stop = 0;
  Seconds arrival{};
  Seconds start{};      ///< arrival + waiting.
  Seconds departure{};  ///< start + dwell.
  double meters = 0.0;  ///< Driven from the place before.
  friend bool operator==(const Visit&, const Visit&) = default;
};

struct Tour {
  std::vector<Visit> visits;
  Seconds end{};               ///< Back at the post.
  double meters = 0.0;         ///< Whole tour.
  friend bool operator==(const Tour&, const Tour&) = default;
};

/// Why a stop has fewer visits than asked.
enum class UnservedReason : std::uint8_t {
  unreachable,   ///< No travel time from or to any post that may serve it.
  window,        ///< No shift touches any of its windows.
  no_time,       ///< Nothing left in the shifts that could reach it.
  out_of_reach,  ///< Even alone it does not fit into any shift (minutes or meters).
};

struct UnservedStop {
  std::uint32_t stop = 0;
  std::uint32_t missing_visits = 0;  ///< Of min_visits (required) or 1 (by score).
  bool required = false;
  UnservedReason reason = UnservedReason::no_time;
};

struct PatrolPlan {
  std::vector<Tour> tours;  ///< One per shift.
  std::vector<UnservedStop> unserved;
  double score = 0.0;       ///< Of all visits.
};

/// A plan by insertion: required visits first, those with fewest possible shifts before others,
/// each where it costs least time; then by score per second of detour while anything fits.
/// Deterministic; ties by stop, shift, position. Cost: visits x stops x tour lengths.
PatrolPlan plan_by_insertion(const PatrolProblem& problem, const Control& control = {});

/// What is wrong with a plan, in sentences; empty if nothing is.
std::vector<std::string> faults(const PatrolPlan& plan, const PatrolProblem& problem);

}  // namespace rawan
