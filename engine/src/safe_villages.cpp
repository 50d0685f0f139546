#include "safe_villages.h"

#include "rawan/engine/bursts.h"
#include "safe_portrait.h"

#include <algorithm>
#include <cmath>

namespace rawan::engine {
namespace {

/// Of a village of which nothing may be said: in the middle, as where nobody was asked.
constexpr double kUnknownScore = 50.0;

/// Women's marks and officers' findings of each village.
struct VillageGroups {
  std::vector<Group> marks;
  std::vector<Group> findings;
};

VillageGroups groups_of(const std::vector<Testimony>& all, std::size_t sites) {
  VillageGroups groups{std::vector<Group>(sites), std::vector<Group>(sites)};
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    if (!all[i].site || !all[i].about_place || all[i].is_referral || !counts(all[i])) continue;
    (all[i].about_person ? groups.marks : groups.findings)[*all[i].site].push_back(i);
  }
  return groups;
}

int public_score(const VillagePriority& village, const PriorityConfig& priority) {
  const double own =
      (100.0 - priority.krppa_bonus - priority.stale_bonus - priority.environment_bonus) / 100.0 *
      kUnknownScore;
  return std::clamp(static_cast<int>(std::lround(own)) + village.krppa_score + village.stale_score,
                    0, 100);
}

bool is_band(PriorityClass priority) {
  return priority != PriorityClass::insufficient && priority != PriorityClass::no_data;
}

}  // namespace

std::vector<BandedVillage> band_villages(const std::vector<Testimony>& all, const Results& results,
                                         const Config& config, const TierPolicy& policy) {
  const VillageGroups groups = groups_of(all, results.study.sites.size());
  const std::uint32_t fewest = std::max(2U, policy.unit.min_reporters) - 1;
  const std::vector<bool> bursts = unverified_bursts(results.records, results.study, all, fewest);
  std::vector<BandedVillage> villages;
  for (std::size_t site = 0; site < results.study.sites.size(); ++site) {
    const VillagePriority& priority = results.ranking.villages[site];
    const VillageEffort& effort = results.exposure.village[site];
    const bool safe = disclosure::is_safe(evidence_of(groups.marks[site], all), policy.unit);
    BandedVillage village{.has_data = effort.women > 0.0,
                          .score = public_score(priority, config.priority),
                          .krppa_score = priority.krppa_score,
                          .stale_score = priority.stale_score,
                          .visits = effort.visits,
                          .last_visit = effort.last_visit};
    village.has_findings =
        evidence_of(groups.findings[site], all).reporters >= std::max(1U, policy.min_finders);
    if (safe && is_band(priority.priority)) {
      village.band = priority.priority;
      village.score = priority.score;
      village.environment_score = priority.environment_score;
      village.is_burst = bursts[site];
      village.portrait = safe_portrait(groups.marks[site], all, results.records, policy.unit,
                                       SexualForms::named, config.analysis.risk_hours_share);
    }
    villages.push_back(std::move(village));
  }
  return villages;
}

}  // namespace rawan::engine
