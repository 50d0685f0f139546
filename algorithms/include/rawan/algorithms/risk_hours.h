#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace rawan {

/// Weights of the 24 hours of the day.
using HourWeights = std::array<double, 24>;

/// Spreads a stretch of time, in minutes after midnight, over the hours in proportion to overlap
/// (Ratcliffe 2000; statistics.md 4.23). end = begin: the hour of begin gets all; the stretch may
/// run past 1,440 (over midnight). @throws ContractViolation if end < begin.
void add_stretch(HourWeights& hours, std::int32_t begin_minute, std::int32_t end_minute,
                 double weight);

/// A stretch of hours [begin, end), end may exceed 24 (over midnight).
struct HourRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(const HourRange&, const HourRange&) = default;
};

/// The shortest circular stretch that holds at least `share` of the weight; ties: the earliest
/// begin. 0..24 if all weights are 0.
HourRange risk_hours(const HourWeights& hours, double share);

}  // namespace rawan
