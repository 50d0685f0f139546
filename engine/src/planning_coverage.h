#pragma once

#include "layers.h"

#include <span>

namespace rawan::engine {

/// Columns of domain.md 3.5 that follow from registers, effort and what planners see anyway.
void add_village_coverage(io::Layer& layer, const PlanningContext& context);
void add_district_coverage(io::Layer& layer, std::span<const DistrictArea> districts,
                           const PlanningContext& context);

}  // namespace rawan::engine
