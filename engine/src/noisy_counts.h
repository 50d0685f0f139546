#pragma once

#include "gate_parts.h"

namespace rawan::engine {

struct NoisyCounts {
  std::vector<NoisyCount> counts;
  std::vector<NoisyClass> villages;       ///< Large ones.
  std::vector<io::LedgerRelease> record;  ///< One per year in which noise was drawn.
};

/// People who told something, per kecamatan and complete year, plus two-sided geometric noise. Each
/// person adds 1 to one part of one kecamatan in one year, chosen by a keyed hash: so the noise
/// covers all of what she told, and because parts do not overlap all draws of a year together spend
/// what one of them does (McSherry 2009, parallel composition). A kecamatan is the sum of its
/// parts; villages are told in classes. What was published keeps its noise.
/// @throws GateRefusal (7) "budget_spent"
NoisyCounts count_with_noise(const Results& results, const Config& config, const TierPolicy& policy,
                             const Memory& memory, const BitSource& bits);

}  // namespace rawan::engine
