#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/engine/study.h"

#include <cstdint>
#include <string>
#include <vector>

namespace rawan::engine {

/// A post of the synthetic world.
struct SimulatedPost {
  std::string id;
  std::string name;
  std::string type;
  std::uint32_t site = 0;
};

/// The real villages of a project and the synthetic posts and squads that patrol them.
struct SimulatedInputs {
  Records records;  ///< Villages only.
  Sites sites;
  std::vector<SimulatedPost> posts;     ///< One per squad; the first is the headquarters.
  std::vector<std::uint32_t> squad_of;  ///< Squad of the nearest post, one per site.
};

/// Reads the villages of the project; spreads the posts over them.
SimulatedInputs simulated_inputs(const Config& config, const Control& control);

}  // namespace rawan::engine
