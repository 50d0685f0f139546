#pragma once

#include "rawan/engine/cleared.h"

namespace rawan::engine {

/// What the schedule may know of places and villages: the view of commanders in the form of the
/// stages before. No stop, route or number of a plan comes from anything else that was told.
struct PatrolBasis {
  Findings findings;
  Ranking ranking;
  PatrolAllocation allocation;
};

/// The evidence without the dialogues of villages that have no band.
Exposure exposure_for(const std::vector<BandedVillage>& villages, const Exposure& all);

/// @param results effort and registers; of what women told, villages that are masked for commanders
///                do not enter the draw either.
PatrolBasis patrol_basis(const Cleared<Tier::operational>& cleared, const Results& results,
                         const Config& config, const io::Projector& projector);

}  // namespace rawan::engine
