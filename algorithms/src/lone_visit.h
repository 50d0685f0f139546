#pragma once

#include "rawan/algorithms/patrol_plan.h"

#include <cstdint>
#include <vector>

namespace rawan::patrol {

/// A visit of a stop in a shift.
struct LoneVisit {
  std::uint32_t stop = 0;
  std::uint32_t shift = 0;
};

/// Visits that are possible in a tour of their own. If none is: the first reason for that.
struct Sifted {
  std::vector<LoneVisit> possible;
  UnservedReason reason = UnservedReason::displaced;
  double number = 0.0;
};

Sifted sift_possible_alone(const Problem& problem, std::vector<LoneVisit> visits);

/// May be served by the unit of the shift, there is a way there and back, and a window of the
/// weekday touches the shift.
bool is_thinkable(const Problem& problem, const LoneVisit& visit);

}  // namespace rawan::patrol
