#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/village_rates.h"
#include "rawan/engine/stages.h"

#include <span>
#include <vector>

namespace rawan::engine {

// What stands beside the rates of women's marks and never enters them.

/// Findings per visit of each village that the log knows to be visited: a Gamma posterior of a
/// Poisson rate, shrunk towards the rate of all of them. Nothing for the others. One per site.
std::vector<std::optional<FindingRate>> rate_findings(const Exposure& exposure, double probability);

/// Where each assessed village could stand if its women told between half and twice of what other
/// villages' women would tell of the same places (reporting rho x [0.5, 2]): first after all whose
/// interval of rates lies above its own even then, last before all that lie below. Never narrower
/// than the rank interval. One per assessed site.
std::vector<RankRange> ranks_under_unequal_reporting(std::span<const SiteRate> rates);

/// How the list of villages would change if marks told outside of dialogues were spread over the
/// dialogues of their village by women, with their weights as declared, halved and doubled. Empty
/// where there are none. @param asked what production publishes: asked marks alone.
std::vector<Sensitivity> weigh_sensitivity(const Exposure& exposure, const VillageRates& asked,
                                           const Config& config, const Control& control);

}  // namespace rawan::engine
