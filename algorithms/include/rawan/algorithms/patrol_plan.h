#pragma once

#include "rawan/algorithms/patrol_problem.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rawan::patrol {

struct Visit {
  std::uint32_t stop = 0;
  Seconds arrival{};
  Seconds start{};      ///< >= arrival; waiting lies between.
  Seconds departure{};  ///< >= start + dwell.
  double meters = 0.0;  ///< Driven from the place before.
  friend bool operator==(const Visit&, const Visit&) = default;
};

/// What one shift does. Nothing to visit: start = end = start of the shift.
struct Tour {
  Seconds start{};  ///< Leaves its post.
  std::vector<Visit> visits;
  std::optional<Seconds>
      pause{};    ///< Start of the break, if the shift has one and the tour visits.
  Seconds end{};  ///< At its end post.
  double meters = 0.0;
  friend bool operator==(const Tour&, const Tour&) = default;
};

/// Why a stop or village has fewer visits than it could: the first of these that is true.
enum class UnservedReason : std::uint8_t {
  no_unit,       ///< No unit with a shift may serve it.
  unreachable,   ///< No way there and back from the post of any such shift.
  window,        ///< None of those shifts touches any of its windows.
  too_far,       ///< Even alone it does not fit: number = seconds missing.
  too_long,      ///< Even alone it needs too many meters: number = meters missing.
  spacing,       ///< Every shift with room is too near to another visit: number = days missing.
  village_full,  ///< Its village has all the visits or dwell it may have: number = its visits.
  unit_full,     ///< Every unit left has all the dwell it may have: number = seconds missing.
  displaced,     ///< It fits only in place of others: number = score it would displace.
};

struct Unserved {
  std::optional<std::uint32_t> stop;  ///< Or a duty of the village alone.
  std::uint32_t village = 0;
  std::uint32_t missing_visits = 0;  ///< Of the duty, or 1 of a stop by score.
  bool required = false;
  UnservedReason reason = UnservedReason::displaced;
  double number = 0.0;                  ///< See the reason.
  std::vector<std::uint32_t> rivals{};  ///< Stops that would have to give way, or that conflict.
  friend bool operator==(const Unserved&, const Unserved&) = default;
};

/// Two duties that no plan can fulfil together though each alone could be.
struct Conflict {
  std::uint32_t stop = 0;
  std::uint32_t other = 0;
  Seconds missing{};  ///< Time by which the best shift for both is too short.
  friend bool operator==(const Conflict&, const Conflict&) = default;
};

struct Plan {
  std::vector<Tour> tours;  ///< One per shift.
  double score = 0.0;       ///< Worth of all visits.
  friend bool operator==(const Plan&, const Plan&) = default;
};

/// What is wrong with a plan of any origin.
struct Fault {
  std::string code;                    ///< Such as "too_soon"; the words are the caller's.
  std::optional<std::uint32_t> shift;  ///< Row of Problem::shifts.
  std::optional<std::uint32_t> stop;
  std::optional<std::uint32_t> village;
  double number = 0.0;  ///< Seconds, meters, days or visits by which it is wrong.
  friend bool operator==(const Fault&, const Fault&) = default;
};

/// Every violation; those of the whole plan first, then by shift, stop, village. A visit may start
/// later, stay longer and leave later than it must; nothing may be early. A pause may lie anywhere
/// outside a service, also on the way: travel resumes after it.
///
/// Tours: starts_too_early, arrives_too_early, returns_too_early, starts_before_arrival,
/// outside_window, dwell_too_short, shift_overrun, pause_missing, pause_too_early, pause_too_late,
/// pause_outside_shift, pause_overlaps_visit, empty_tour_moves (seconds); wrong_meters,
/// too_many_meters (meters); closed_that_day (days to the nearest open weekday, 7: none);
/// unreachable, wrong_unit, pause_unasked, unknown_stop (0; its tour is not timed).
/// Period: too_soon (days), too_many_visits, village_too_many (visits), village_dwell, unit_dwell
/// (seconds; the unit's last tour), required_missing, village_missing (visits), gap_too_long (days;
/// one per stretch). Plan: tours_count (tours; nothing else is judged), wrong_score (its error).
/// @throws ContractViolation if the problem is not sound.
std::vector<Fault> faults(const Plan& plan, const Problem& problem);

/// Every stop below its duty, every stop never visited, every village below its duty: by stop,
/// then village, each with reason and number. "Alone" is a tour with this visit and the pause. A
/// visit has room in a tour if it can be put between the others in their order, all at their least
/// stay. Displaced names, over all shifts of units with dwell left, the visits of one tour that
/// must go: fewest that a stop or village owes, then least worth, then fewest. Displaced by
/// nothing, with number 0: there is room, the plan could simply have had it.
///
/// A village is judged by all its stops that may have a further visit, on days that would help; it
/// is full too if none may. Cost: unserved x shifts x labels of a tour (n^2 and more).
/// @throws ContractViolation if a problem is not sound or a plan not one of it.
std::vector<Unserved> explain(const Plan& plan, const Problem& problem);

/// Pairs of required stops, each possible alone, of which one visit each cannot both be made: in
/// no two shifts, nor in one shift in either order; first those of one village. `missing` is 0
/// where no later end of shifts, windows and breaks would help (meters, limits of a village).
/// Exact for pairs; three that only conflict together are not found. Cost: pairs x shifts.
std::vector<Conflict> conflicts(const Problem& problem);

/// The worth of all visits, added tour by tour.
double total_worth(const Plan& plan, const Problem& problem);

}  // namespace rawan::patrol
