#pragma once

#include "part.h"
#include "rawan/engine/stages.h"

namespace rawan::engine {

/// The density at the centers of the cells of the national grid that is nearest to `cell`, as far
/// as they lie in the study: the value of the study's own cell, which is not resampled otherwise.
std::vector<DensityRun> sample_density(const Results& results, const io::Projector& projector,
                                       Meters cell);

}  // namespace rawan::engine
