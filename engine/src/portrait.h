#pragma once

#include "rawan/engine/stages.h"

#include <cstdint>
#include <span>

namespace rawan::engine {

/// Counts, main reasons and hours of risk of some marks (positions in Exposure::marks).
Portrait portrait_of(std::span<const std::uint32_t> marks, const Records& records,
                     const Exposure& exposure, const AnalysisConfig& config);

}  // namespace rawan::engine
