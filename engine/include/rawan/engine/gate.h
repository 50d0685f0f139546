#pragma once

#include "rawan/engine/cleared.h"
#include "rawan/engine/policy.h"
#include "rawan/io/release_ledger.h"

#include <memory>

namespace rawan::engine {

/// The only maker of what may be published: results and a policy in, cleared views out. Pure: no
/// file, no clock; what earlier releases showed comes as a value.
///
/// Fails closed: an unknown kind of place, a missing consent, a village that was not found are not
/// shown. @throws GateRefusal (7) where nothing can be shown without giving a person away.
class Gate {
 public:
  static Cleared<Tier::restricted> restricted(const Results& results);
  static Cleared<Tier::operational> operational(const Results& results, const Config& config,
                                                const Policy& policy);
};

/// The registers among what was read.
std::shared_ptr<const Registers> registers_of(const Results& results);

}  // namespace rawan::engine
