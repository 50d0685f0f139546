#pragma once

#include "rawan/algorithms/units.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

/// A team orienteering problem over several days: who goes where, when, and for how long.
/// Three things are kept apart: a score is a preference, `required` is a duty of a stop, and
/// visits per period are a duty of a village.
namespace rawan::patrol {

inline constexpr std::uint8_t kEveryDay = 0x7f;
inline constexpr std::uint32_t kAnyNumber = std::numeric_limits<std::uint32_t>::max();

/// When a visit may start, in seconds after the start of the day of its shift. A shift that crosses
/// midnight belongs to its start date, so times run past 86,400.
struct TimeWindow {
  Seconds open{};
  Seconds close{};                    ///< The latest start, inclusive.
  std::uint8_t weekdays = kEveryDay;  ///< Of the shift's day; bit 0 is Monday.
  friend bool operator==(const TimeWindow&, const TimeWindow&) = default;
};

/// A place that may be visited.
struct Stop {
  std::uint32_t place = 0;    ///< Row and column in the travel matrices.
  std::uint32_t village = 0;  ///< Row of Problem::villages.
  double score = 0.0;         ///< What one visit is worth. >= 0.
  Seconds dwell{};            ///< The least stay.
  Seconds full_dwell{};       ///< A longer stay gains nothing more; below dwell: dwell.
  double long_stay = 0.0;     ///< Share of the score that a stay of full_dwell adds, concave.
  std::vector<TimeWindow> windows{};   ///< Any one of them; empty: any time.
  std::uint32_t required = 0;          ///< Visits that must be made in the period.
  std::uint32_t max_visits = 1;        ///< In the period; >= required.
  std::int32_t min_gap_days = 1;       ///< Between two visits; 0: several on one day.
  std::vector<std::uint32_t> units{};  ///< Who may serve it; empty: all.
};

/// What stops of one village owe together.
struct Village {
  std::uint32_t min_visits = 0;
  std::uint32_t max_visits = kAnyNumber;
  /// No stretch of more days without a visit: from `last_visit` (nothing: the day before the
  /// period) to the first, between two, and from the last to the end of the period. 0: no limit.
  std::int32_t max_gap_days = 0;
  std::optional<std::int32_t> last_visit{};  ///< Days after the start of the period; negative.
  Seconds max_dwell{};                       ///< In the period; 0: no limit.
};

struct Unit {
  Seconds max_dwell{};  ///< In the period; 0: no limit.
};

/// A pause of the unit wherever it is, after a visit or before the first one.
struct Break {
  Seconds earliest{};  ///< Start.
  Seconds latest{};    ///< Start, inclusive.
  Seconds length{};
};

/// One shift of one unit on one day: a tour from its post to its post.
struct Shift {
  std::uint32_t unit = 0;
  std::int32_t day = 0;          ///< Days after the start of the period.
  std::uint8_t weekday = 0;      ///< 0 is Monday.
  std::uint32_t start_post = 0;  ///< Place in the matrices.
  std::uint32_t end_post = 0;
  Seconds start{};  ///< After midnight of its day.
  Seconds end{};
  std::optional<Break> pause{};
  double max_meters = 0.0;   ///< 0: no limit.
  std::uint32_t travel = 0;  ///< Matrix of its vehicle and hours: row of Problem::travel.
};

/// Travel between places. Not symmetric, and the triangle inequality is not assumed.
struct TravelMatrix {
  std::size_t places = 0;
  std::vector<std::int32_t> seconds;  ///< places x places, row: from. Negative: unreachable.
  std::vector<double> meters;         ///< places x places.

  std::int32_t time(std::uint32_t from, std::uint32_t to) const {
    return seconds[from * places + to];
  }
  double distance(std::uint32_t from, std::uint32_t to) const { return meters[from * places + to]; }
};

struct Problem {
  std::vector<Stop> stops;
  std::vector<Village> villages;
  std::vector<Unit> units;
  std::vector<Shift> shifts;  ///< By day, start, unit.
  std::int32_t days = 1;      ///< Length of the period.
  std::vector<TravelMatrix> travel;
};

/// Whether the windows of a stop allow a start on a weekday at or after `arrival`, and the earliest
/// such start.
std::optional<Seconds> earliest_start(const Stop& stop, std::uint8_t weekday, Seconds arrival);

bool may_serve(const Stop& stop, std::uint32_t unit);

/// What a stay of this length is worth: the score at `dwell`, rising as a parabola to
/// score x (1 + long_stay) at `full_dwell`, constant beyond. Nothing below `dwell`.
double worth(const Stop& stop, Seconds stay);

/// @throws ContractViolation if an index is out of its table, a score, dwell or share is negative,
///         a shift ends before it starts, or max_visits < required or min_visits.
void expect_sound(const Problem& problem);

}  // namespace rawan::patrol
