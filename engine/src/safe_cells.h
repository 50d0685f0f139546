#pragma once

#include "gate_parts.h"

namespace rawan::engine {

/// Places that enough people stand behind, on the national grid.
struct SafePlaces {
  std::vector<SafeCell> cells;
  std::vector<SafeHotspot> hotspots;  ///< Cells of women's marks that touch along an edge.
  std::vector<io::LedgerCell> record;
};

SafePlaces find_safe_places(const std::vector<Testimony>& all, const Results& results,
                            const Config& config, const TierPolicy& policy, const Memory& memory);

}  // namespace rawan::engine
