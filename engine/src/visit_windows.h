#pragma once

#include "rawan/engine/stages.h"

#include <vector>

namespace rawan::engine {

/// The hours of risk of a place as starts of visits on a shift's day and on the night after it: of
/// workdays and weekends where they are told apart. No hours: any time.
/// A visit must end with the hours; one longer than they are starts when they begin.
std::vector<patrol::TimeWindow> visit_windows(const Portrait& portrait, Seconds dwell);

}  // namespace rawan::engine
