#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/engine/stages.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan::engine {

/// How far each cluster of marks would be found again if other dialogues had been held, if
/// positions erred otherwise, and if the method were another (docs/methods.md).
/// @param label one per mark: its cluster, 0 ... clusters - 1, or kNoise.
std::vector<HotspotStability> judge_stability(const Exposure& exposure,
                                              std::span<const std::int32_t> label,
                                              std::size_t clusters, const Config& config,
                                              const Control& control);

}  // namespace rawan::engine
