#pragma once

#include "feedback_policy.h"
#include "feedback_world.h"
#include "rawan/algorithms/control.h"
#include "rawan/engine/config.h"

#include <cstdint>
#include <vector>

namespace rawan::engine::feedback {

/// What happened in one world under one policy; rounds x areas, row by row.
struct Course {
  std::size_t areas = 0;
  std::uint32_t rounds = 0;
  std::vector<double> intent;  ///< Shares of the visits as meant.
  std::vector<std::uint32_t> visits;
  std::vector<double> truth;  ///< Shares of the true events.

  std::size_t at(std::uint32_t round, std::size_t area) const { return round * areas + area; }
};

/// Plays a world round by round. The policy sees what was found, reported and patrolled, never the
/// truth. Each round, area and kind of record has random numbers of its own, so that two policies,
/// or two starts, meet the same chances.
///
/// `production` is the program itself, as deep as the terms say, with the allocation of `config`;
/// detection and slots come from the world.
/// @throws Cancelled between two rounds.
Course play(const WorldTerms& terms, Policy policy, const AllocationConfig& config,
            std::uint64_t seed, const Control& control = {});

}  // namespace rawan::engine::feedback
