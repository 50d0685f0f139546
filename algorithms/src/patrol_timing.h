#pragma once

#include "patrol_dice.h"
#include "rawan/algorithms/patrol_plan.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan::patrol {

/// Seconds that longer stays may still take of what villages and units may have.
struct StayBudget {
  std::vector<std::int64_t> of_village;
  std::vector<std::int64_t> of_unit;
};

/// What is left after every visit of the plan has its least stay.
StayBudget stay_budget(const Problem& problem,
                       const std::vector<std::vector<std::uint32_t>>& stops_of_shift);

/// The times of one tour whose order is known to hold: slack goes to longer stays where they are
/// worth most, the tour leaves no earlier than waiting allows, and what is then left delays it and
/// its visits at random. Takes the longer stays from the budget.
Tour timed_tour(const Problem& problem, std::uint32_t shift, std::span<const std::uint32_t> stops,
                StayBudget& budget, Dice& dice);

}  // namespace rawan::patrol
