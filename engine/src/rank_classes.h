#pragma once

#include "rawan/engine/stages.h"

namespace rawan::engine {

/// Fixed breaks on the probability that a village's rate exceeds the rate of the whole area
/// (Richardson et al. 2004 for the 0.8; statistics.md 4.19).
PriorityClass class_of(double exceeds_mean);

/// Whether enough was asked in a village to give it a class.
bool is_asked_enough(const VillageEffort& effort, const AnalysisConfig& config);

/// What `rank` asks of the rates.
RateOptions rate_options(const Config& config);

}  // namespace rawan::engine
