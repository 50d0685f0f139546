#pragma once

#include "rawan/algorithms/geometric_noise.h"
#include "rawan/engine/cleared.h"
#include "rawan/engine/policy.h"
#include "rawan/io/release_ledger.h"

#include <memory>
#include <string>
#include <vector>

namespace rawan::engine {

/// What earlier releases showed, and the key by which the ledger knows who stood behind it.
struct Memory {
  const io::ReleaseLedger& ledger;
  std::string key;
};

/// What passed the gate, and what the ledger must remember of it when it leaves.
template <Tier tier>
struct Passed {
  Cleared<tier> cleared;
  std::vector<io::LedgerRelease> record;
};

/// The only maker of what may be published: results, a policy and what earlier releases showed in,
/// cleared views out. No file, no clock; chance only as an argument.
///
/// Fails closed: an unknown kind of place, a missing consent, a village that was not found are not
/// shown.
class Gate {
 public:
  static Cleared<Tier::restricted> restricted(const Results& results, const Policy& policy);

  /// Bands of villages, and cells of the national grid that enough people stand behind.
  static Passed<Tier::operational> operational(const Results& results, const Config& config,
                                               const Policy& policy, const Memory& memory);

  /// Classes of villages and kecamatan in complete quarters and years.
  /// @throws GateRefusal (7) "gate_determined": together with what was shown before, the counts
  ///         would give somebody away; "agreement_missing" (also below).
  static Passed<Tier::planning> planning(const Results& results, const Config& config,
                                         const Policy& policy, const Memory& memory,
                                         const Control& control = {});

  /// Noisy counts of kecamatan in complete years; noise that was drawn before is used again.
  /// @throws GateRefusal (7) "budget_spent": a new draw would cost more than epsilon in a year.
  static Passed<Tier::open> open(const Results& results, const Config& config, const Policy& policy,
                                 const Memory& memory, const BitSource& bits);
};

}  // namespace rawan::engine
