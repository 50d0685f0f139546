#include "rawan/engine/gate.h"
#include "safe_cells.h"
#include "safe_villages.h"

namespace rawan::engine {

Cleared<Tier::operational> Gate::operational(const Results& results, const Config& config,
                                             const Policy& policy) {
  const TierPolicy& rules = policy.of(Tier::operational);
  const std::vector<Testimony> all = testimonies(results.records, results.study, config);
  SafePlaces places = find_safe_places(all, results, config, rules);
  return Cleared<Tier::operational>({.registers = registers_of(results),
                                     .villages = band_villages(all, results, config, rules),
                                     .cells = std::move(places.cells),
                                     .hotspots = std::move(places.hotspots),
                                     .cells_suppressed = places.suppressed});
}

}  // namespace rawan::engine
