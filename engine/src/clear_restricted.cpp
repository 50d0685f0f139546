#include "rawan/engine/gate.h"

namespace rawan::engine {

Cleared<Tier::restricted> Gate::restricted(const Results& results) {
  return Cleared<Tier::restricted>({.results = results, .registers = registers_of(results)});
}

}  // namespace rawan::engine
