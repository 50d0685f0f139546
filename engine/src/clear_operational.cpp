#include "gate_parts.h"
#include "safe_cells.h"
#include "safe_villages.h"

namespace rawan::engine {

Passed<Tier::operational> Gate::operational(const Results& results, const Config& config,
                                            const Policy& policy, const Memory& memory) {
  const TierPolicy& rules = policy.of(Tier::operational);
  const std::vector<Testimony> all = testimonies(results.records, results.study, config);
  SafePlaces places = find_safe_places(all, results, config, rules, memory);
  io::LedgerRelease record{.tier = std::string(code_of(Tier::operational)),
                           .policy_sha256 = policy.sha256,
                           .cells = std::move(places.record)};
  OperationalView view{.registers = registers_of(results),
                       .villages = band_villages(all, results, config, rules, memory, record.cells),
                       .cells = std::move(places.cells),
                       .hotspots = std::move(places.hotspots),
                       .policy = stamp_of(policy, Tier::operational)};
  for (SafeHotspot& hotspot : view.hotspots) hotspot.score = view.villages[hotspot.site].score;
  return {Cleared<Tier::operational>(std::move(view)), {std::move(record)}};
}

}  // namespace rawan::engine
