#pragma once

#include "patrol_walk.h"
#include "rawan/algorithms/control.h"
#include "rawan/algorithms/patrol_search.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace rawan::patrol {

/// What all walks together found, in stops of the model.
struct Found {
  std::vector<Snapshot> plans;  ///< Best first; never empty.
  std::uint64_t iterations = 0;
  bool stopped_by_time = false;
};

/// Runs the walks in rounds, side by side, and recombines their routes at one third, two thirds and
/// the end of the budget. The clock is read between rounds alone.
Found conduct(const Model& model, const SearchOptions& options, const Tuning& tuning,
              const Control& control);

}  // namespace rawan::patrol
