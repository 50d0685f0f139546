#pragma once

#include "rawan/algorithms/empirical_bayes.h"
#include "rawan/engine/study.h"

#include <cstdint>
#include <optional>

namespace rawan::engine {

/// What officers found where they were sent at random.
struct ControlVisits {
  std::uint32_t drawn = 0;     ///< Villages drawn as controls, in all whole rounds of the period.
  std::uint32_t visited = 0;   ///< Of them, those that a patrol visited in their round.
  std::uint32_t findings = 0;  ///< On the first day of patrol of each.
  /// Findings per visit with an exact 95 % interval; nothing where too few were visited to know.
  std::optional<double> per_visit;
  Interval interval;
  double over_all = 0.0;  ///< Findings per visit of all visits, which go where more was found.
};

/// Findings per visit of the villages that were drawn with equal chances (reliability.md 8.8): the
/// rate of the district as no record of earlier patrols bends it, unlike that of all visits, of
/// which more go where more was found.
///
/// The draws of past rounds are made again from the project's seed and the round's number, as if
/// every plan was as long and had as many visits as the coming one. Where less than 80 % of them
/// were visited, the plans were not followed or were other ones, and nothing is estimated. Of each
/// village the first day of patrol in the round counts: further visits go by risk. The interval
/// (Garwood 1936) is that of a Poisson count.
///
/// @param slots visits of a plan, controls included (slots_of_plan). Cost: rounds x sites.
ControlVisits control_visits(const Study& study, const Exposure& exposure, const Config& config,
                             std::uint32_t slots);

}  // namespace rawan::engine
