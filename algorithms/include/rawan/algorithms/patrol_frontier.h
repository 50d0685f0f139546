#pragma once

#include "rawan/algorithms/patrol_plan.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace rawan::patrol {

/// What the first `units` of a list buy.
struct FrontierRow {
  std::size_t units = 0;
  double hours = 0.0;        ///< Of their shifts, without breaks.
  std::size_t stops = 0;     ///< Visited, and as often as required.
  std::size_t villages = 0;  ///< Visited, their least number and largest gap kept.
  std::size_t visits = 0;
  std::int64_t required_missing = 0;  ///< Visits.
  std::int64_t village_missing = 0;   ///< Visits that villages still lack.
  double score = 0.0;
  bool of_fewer = false;  ///< The search found nothing better than the plan of the row before.
  friend bool operator==(const FrontierRow&, const FrontierRow&) = default;
};

/// Answers a problem with a plan of it that breaks no limit.
using PlanSearch = std::function<Plan(const Problem&)>;

/// Places served at dose against hours of units: searches anew with the first 1, 2, ... units of
/// `order` (empty: as in the table), the shifts of others left out. A plan of fewer units is one of
/// more, so a row is never worse than the one before: fewer required visits missing, else fewer
/// visits of villages, else a higher score. (The counts of stops and villages may still fall where
/// a higher score asks for it.) Cost: a search per unit.
/// @throws ContractViolation if the problem is not sound, a unit is listed twice or unknown, or a
///         plan is not one of the problem it answers.
std::vector<FrontierRow> frontier(const Problem& problem, const PlanSearch& search,
                                  std::span<const std::uint32_t> order = {});

}  // namespace rawan::patrol
