#pragma once

#include "gate_parts.h"

namespace rawan::engine {

struct NoisyCounts {
  std::vector<NoisyCount> counts;
  std::vector<io::LedgerRelease> record;  ///< One per year in which noise was drawn.
};

/// People who told something, per kecamatan and complete year, plus two-sided geometric noise. Each
/// person adds 1 to one kecamatan in one year, chosen by a keyed hash: so the noise covers all of
/// what she told. A count that was published keeps its noise.
/// @throws GateRefusal (7) "budget_spent"
NoisyCounts count_with_noise(const Results& results, const Config& config, const TierPolicy& policy,
                             const Memory& memory, const BitSource& bits);

}  // namespace rawan::engine
