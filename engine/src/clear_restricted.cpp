#include "gate_parts.h"

namespace rawan::engine {

Cleared<Tier::restricted> Gate::restricted(const Results& results, const Policy& policy) {
  return Cleared<Tier::restricted>({.results = results,
                                    .registers = registers_of(results),
                                    .policy = stamp_of(policy, Tier::restricted)});
}

}  // namespace rawan::engine
