#pragma once

#include "rawan/engine/schedule.h"
#include "rawan/io/companions.h"

#include <span>
#include <string>

namespace rawan::engine {

/// "R3F9A2C1B07": names a plan on its sheets. The same for the same visits of the same squads at
/// the same times, whatever the order of the squads' table; another plan has another one, but for
/// one chance in 10^12. Tells nothing of the plan.
std::string plan_code(const Schedule& schedule, std::span<const io::Squad> squads, Day start);

}  // namespace rawan::engine
