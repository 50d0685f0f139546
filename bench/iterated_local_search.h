#pragma once

#include "rawan/algorithms/patrol_problem.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace rawan::bench {

struct LocalSearch {
  std::vector<std::vector<std::uint32_t>> tours;  ///< Stops in order.
  double score = 0.0;
  std::uint64_t iterations = 0;
};

/// The plain method every other is compared with: insert by score squared over added time, remove
/// consecutive visits, repeat. For problems of the orienteering files: one window at most.
/// Vansteenwegen, P. et al. (2009). Iterated local search for the team orienteering problem with
/// time windows. Computers & Operations Research 36.
LocalSearch iterated_local_search(const patrol::Problem& problem,
                                  const std::function<bool(std::uint64_t)>& goes_on);

}  // namespace rawan::bench
