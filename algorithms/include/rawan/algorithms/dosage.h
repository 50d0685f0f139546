#pragma once

#include "rawan/algorithms/patrol_problem.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan::patrol {

/// Hours during which a place is to be seen again and again, on some days of the period.
struct Watch {
  Seconds start{};  ///< After midnight of its day.
  Seconds end{};
  std::vector<std::int32_t> days{};      ///< Of the period, ascending.
  std::vector<std::uint8_t> weekdays{};  ///< Of each day; 0 is Monday.
  friend bool operator==(const Watch&, const Watch&) = default;
};

/// What places with a revisit interval ask of one watch.
struct DosedPlace {
  Seconds revisit{};
  Seconds dwell{};
};

struct DosageNeed {
  std::int64_t visits = 0;
  double on_site = 0.0;           ///< Seconds.
  double left_for_travel = 0.0;   ///< Seconds; negative: too much even without travel.
  double travel_per_visit = 0.0;  ///< Seconds at most on average; 0 without visits.
};

/// ceil(watch / revisit). @throws ContractViolation unless watch >= 0 and revisit > 0.
std::int64_t visits_per_watch(Seconds watch, Seconds revisit);

/// Visits x dwell against the hours of one unit, or of several with their hours added up.
/// Koper, C. S. (1995). Justice Quarterly 12(4): stays of 10 to 16 minutes, at least every two
/// hours.
DosageNeed dosage_need(Seconds watch, double available_seconds, std::span<const DosedPlace> places);

/// Whether sum(visits x dwell) + travel fits the hours.
bool dosage_fits(const DosageNeed& need, double travel_seconds);

/// The distinct hours of shifts whose unit may serve a stop, with the days that have them; by
/// start, then end.
std::vector<Watch> watches_of(const Problem& problem, const Stop& stop);

/// A stop to be visited every `revisit` of a watch, as plain stops: slot i may start in
/// [start + i revisit, start + (i + 1) revisit), cut to the watch and to the windows of the stop,
/// once a day, on the days of the watch. Serving all slots serves ceil(watch / revisit) times a
/// day, with no more than 2 x revisit between two starts. Slots that the windows leave nothing of
/// are left out. `required` visits: one on each of its days if the stop is required, else none.
///
/// @throws ContractViolation unless revisit > 0, or if the watch has one day of a weekday that a
///         window cannot tell from another of the period without: plan such weeks one by one.
std::vector<Stop> slots_for_revisit(const Stop& stop, const Watch& watch, Seconds revisit,
                                    const Problem& problem);

}  // namespace rawan::patrol
