#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/units.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rawan {

/// When a visit may start, in seconds after the start of the day of its shift. A shift that crosses
/// midnight belongs to its start date, so times run past 86,400.
struct TimeWindow {
  Seconds open{};
  Seconds close{};  ///< The latest start, inclusive.
};

/// A place that may be visited.
struct Stop {
  std::uint32_t place = 0;  ///< Row and column in the travel-time matrix.
  double score = 0.0;       ///< What one visit is worth. >= 0.
  Seconds dwell{};
  std::vector<TimeWindow> windows{};   ///< Any one of them; empty: any time.
  std::uint32_t min_visits = 0;        ///< Required in the period, before any score counts.
  std::uint32_t max_visits = 1;        ///< In the period, >= min_visits; never two on one day.
  std::vector<std::uint32_t> units{};  ///< Who may serve it; empty: all.
};

/// One shift of one squad on one day: a tour starts and ends at its post.
struct Shift {
  std::uint32_t unit = 0;
  std::int32_t day = 0;    ///< Days after the start of the period.
  std::uint32_t post = 0;  ///< Place in the matrix.
  Seconds start{};         ///< After midnight of its day.
  Seconds end{};
  double max_meters = 0.0;  ///< 0: no limit.
  double speed = 1.0;       ///< Travel times are divided by it. > 0.
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

/// Travel time at the speed of a shift, rounded up to whole seconds; negative: unreachable.
std::int32_t travel_seconds(std::int32_t seconds, double speed);

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
  Seconds end{};        ///< Back at the post; the start of the shift if nothing is visited.
  double meters = 0.0;  ///< Whole tour.
  friend bool operator==(const Tour&, const Tour&) = default;
};

/// Why a stop has fewer visits than asked: the first of these that is true.
enum class UnservedReason : std::uint8_t {
  unreachable,   ///< No unit may serve it, or none from a post with a way there and back.
  window,        ///< None of those shifts touches any of its windows.
  no_time,       ///< It would fit alone, but nothing (no day) is left in the shifts that could.
  out_of_reach,  ///< Even alone it does not fit into any shift (minutes or meters).
};

struct UnservedStop {
  std::uint32_t stop = 0;
  std::uint32_t missing_visits = 0;  ///< Of min_visits (required) or 1 (by score).
  bool required = false;
  UnservedReason reason = UnservedReason::no_time;
};

struct PatrolPlan {
  std::vector<Tour> tours;             ///< One per shift.
  std::vector<UnservedStop> unserved;  ///< By stop.
  double score = 0.0;                  ///< Of all visits.
};

/// A plan by insertion: required visits first, those with fewest possible shifts before others,
/// each where it costs least time; then by score per second of detour while anything fits.
/// A detour is added travel, waiting and dwell. Further visits of a stop count a half, a third ...
/// of its score in the choice, and prefer days far from its other visits: a day nearer than the
/// even spacing may cost up to half as much again. Deterministic; ties by stop, shift, position.
///
/// Not optimal: a required stop may stay unserved although some plan would serve all.
/// Cost: visits x (stops x tour length^2 + stops x shifts).
///
/// @throws ContractViolation if a place is not in the matrix, a score or dwell is negative, a speed
///         not positive, a shift ends before it starts or max_visits < min_visits.
PatrolPlan plan_by_insertion(const PatrolProblem& problem, const Control& control = {});

/// What is wrong with a plan, in sentences; empty if nothing is. Judges plans of any origin: a
/// visit may start later, stay longer and leave later than it must, but nothing may be early, and
/// what is listed as unserved must be exactly that, with the true reason.
std::vector<std::string> faults(const PatrolPlan& plan, const PatrolProblem& problem);

}  // namespace rawan
