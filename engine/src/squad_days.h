#pragma once

#include "rawan/engine/config.h"
#include "rawan/io/companions.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan::engine {

/// One squad on duty on one day of the plan.
struct SquadDay {
  std::uint32_t squad = 0;
  std::int32_t day = 0;  ///< After the start of the plan.
  ShiftConfig hours;
};

/// By squad, then day.
std::vector<SquadDay> squad_days(std::span<const io::Squad> squads, const PatrolConfig& config);

}  // namespace rawan::engine
