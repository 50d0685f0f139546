#pragma once

#include "layers.h"

#include <vector>

namespace rawan::engine {

/// Whole villages side by side whose bands planners see and that stand high in the list. It follows
/// from the bands and quarters that are shown anyway, and so tells nothing that they do not.
struct VillageHotspot {
  std::vector<std::uint32_t> sites;  ///< Ascending.
  PriorityClass highest = PriorityClass::high;
  Stability stability = Stability::fragile;  ///< By the quarters of the list: see docs/methods.md.
};

/// By their first village. Villages that are masked belong to none.
std::vector<VillageHotspot> village_hotspots(const PlanningView& view);

io::Layer planned_hotspot_layer(const PlanningContext& context);

}  // namespace rawan::engine
