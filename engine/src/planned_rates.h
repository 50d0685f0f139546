#pragma once

#include "gate_parts.h"

#include <optional>
#include <vector>

namespace rawan::engine {

/// People who told per 1,000 women who were asked, in the complete quarters of the period; one per
/// site. Nothing where a quarter is not shown, or too few people or women stand behind it.
///
/// Everything comes from what planners read anyway, the classes of the village's quarters and the
/// women of the log, so that a rate says nothing more: from the least to the most the classes
/// allow, each with the 90 % interval of a Poisson count (Garwood 1936), rounded outwards to 50.
std::vector<std::optional<RateRange>> planned_rates(const std::vector<AreaCount>& counts,
                                                    const Results& results, const Config& config,
                                                    const TierPolicy& policy);

}  // namespace rawan::engine
