#pragma once

#include "rawan/engine/stages.h"

namespace rawan::engine {

/// Density of women's marks per km2 over the villages and the bandwidth behind it, into `findings`.
void add_density(const Study& study, const Exposure& exposure, const AnalysisConfig& config,
                 const Control& control, Findings& findings);

}  // namespace rawan::engine
