#pragma once

#include "rawan/algorithms/risk_hours.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// Weights of the 168 hours of the week from Monday 00:00, and of its days.
using WeekHourWeights = std::array<double, 168>;
using DayWeights = std::array<double, 7>;

/// When something happened, in whole minutes after any Monday 00:00 of local time; begin <= end,
/// both may be negative.
struct TimeSpan {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

struct AoristicWeights {
  WeekHourWeights hours_of_week{};
  HourWeights hours_of_day{};
  DayWeights days{};
  std::vector<std::uint32_t> backward;  ///< Spans that end before they begin: errors, left out.
  std::vector<std::uint32_t> too_long;  ///< Longer than a week: spread evenly over it.
};

/// Spreads each span over the hours of the week in proportion to overlap (Ratcliffe 2000). A span
/// of no length belongs to its hour. One longer than 168 hours says nothing of the hour and counts
/// 1 / 168 in each. A span that ends before it begins is reported and never swapped.
///
/// @param weights one per span, finite, >= 0; none: 1 each. @throws ContractViolation otherwise.
AoristicWeights aoristic_weights(std::span<const TimeSpan> spans,
                                 std::span<const double> weights = {});

}  // namespace rawan
