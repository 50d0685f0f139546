#include "patrol_basis.h"

namespace rawan::engine {
namespace {

Hotspot hotspot_of(const SafeHotspot& safe, const io::Projector& projector) {
  Hotspot hotspot;
  hotspot.id = safe.id;
  hotspot.outline = projector.to_meters(safe.area);
  hotspot.anchor = projector.to_meters(safe.anchor);
  hotspot.site = safe.site;
  hotspot.portrait = safe.portrait;
  return hotspot;
}

VillagePriority priority_of(const BandedVillage& village) {
  VillagePriority priority;
  if (village.has_data) priority.priority = village.band.value_or(PriorityClass::insufficient);
  priority.krppa_score = village.krppa_score;
  priority.stale_score = village.stale_score;
  priority.score = village.score;
  return priority;
}

}  // namespace

Exposure exposure_for(const std::vector<BandedVillage>& villages, const Exposure& all) {
  Exposure exposure = all;
  exposure.dialogues.clear();
  exposure.dialogue_day.clear();
  for (std::size_t i = 0; i < all.dialogues.size(); ++i) {
    if (!villages[all.dialogues[i].site].band) continue;
    exposure.dialogues.push_back(all.dialogues[i]);
    exposure.dialogue_day.push_back(all.dialogue_day[i]);
  }
  return exposure;
}

PatrolBasis patrol_basis(const Cleared<Tier::operational>& cleared, const Results& results,
                         const Config& config, const io::Projector& projector) {
  PatrolBasis basis;
  for (const SafeHotspot& hotspot : cleared.view().hotspots) {
    basis.findings.hotspots.push_back(hotspot_of(hotspot, projector));
    basis.ranking.hotspot_score.push_back(hotspot.score);
  }
  for (const BandedVillage& village : cleared.view().villages) {
    basis.findings.villages.push_back(village.portrait);
    basis.ranking.villages.push_back(priority_of(village));
  }
  basis.allocation = allocate_patrols(
      results.study, exposure_for(cleared.view().villages, results.exposure), basis.ranking, config,
      {.slots = results.allocation.slots, .suspended = results.allocation.suspended});
  return basis;
}

}  // namespace rawan::engine
