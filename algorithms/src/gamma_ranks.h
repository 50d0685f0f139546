#pragma once

#include "rawan/algorithms/ranking.h"

#include <span>
#include <vector>

namespace rawan {

/// Independent draws, draws[d * sites + i]; draw d from stream d of the seed.
std::vector<double> draw_gammas(std::span<const Gamma> gammas, std::uint32_t draws,
                                std::uint64_t seed);

/// `ranks_by_survival` of Gammas cut into at most 240 cells of 3 % and more.
std::vector<RankSummary> ranks_of_many(std::span<const Gamma> gammas, const RankOptions& options,
                                       const Control& control);

}  // namespace rawan
