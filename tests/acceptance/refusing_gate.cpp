// The program with a gate that lets nothing through: whatever it writes then did not pass the gate.

#include "rawan/engine/gate.h"
#include "rawan/engine/gates.h"

namespace rawan::engine {
namespace {

[[noreturn]] void refuse() {
  throw GateRefusal(7, "gate_determined", {});
}

}  // namespace

Cleared<Tier::restricted> Gate::restricted(const Results&, const Policy&) {
  refuse();
}

Passed<Tier::operational> Gate::operational(const Results&, const Config&, const Policy&,
                                            const Memory&) {
  refuse();
}

Passed<Tier::planning> Gate::planning(const Results&, const Config&, const Policy&, const Memory&,
                                      const Control&) {
  refuse();
}

Passed<Tier::open> Gate::open(const Results&, const Config&, const Policy&, const Memory&,
                              const BitSource&) {
  refuse();
}

}  // namespace rawan::engine
