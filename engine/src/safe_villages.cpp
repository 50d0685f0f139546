#include "safe_villages.h"

#include "layer_words.h"
#include "rawan/engine/bursts.h"
#include "residents.h"
#include "safe_portrait.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>

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

/// The score of a village by nothing but its band.
int score_of(const BandedVillage& village, const PriorityConfig& priority) {
  constexpr double kMiddle[] = {12.5, 37.5, 62.5, 87.5};  // Of the quarters of 0 to 100.
  const double own =
      (100.0 - priority.krppa_bonus - priority.stale_bonus - priority.environment_bonus) / 100.0 *
      (village.band ? kMiddle[static_cast<std::size_t>(*village.band)] : kUnknownScore);
  return std::clamp(static_cast<int>(std::lround(own)) + village.krppa_score + village.stale_score +
                        village.environment_score,
                    0, 100);
}

bool is_band(PriorityClass priority) {
  return priority != PriorityClass::insufficient && priority != PriorityClass::no_data;
}

std::optional<PriorityClass> band_named(const std::string& code) {
  for (const PriorityClass band :
       {PriorityClass::low, PriorityClass::medium, PriorityClass::high, PriorityClass::very_high}) {
    if (code_of(band) == code) return band;
  }
  return std::nullopt;
}

std::string text_of(const BandedVillage& village) {
  if (!village.band) return "";
  return fmt::format("{} {} {:d} {}", code_of(*village.band), village.environment_score,
                     village.is_burst, portrait_text(village.portrait));
}

/// The inverse of text_of().
void repeat(const std::string& text, BandedVillage& village) {
  std::istringstream stream(text);
  std::string band;
  stream >> band;
  village.band = band_named(band);
  if (!village.band) return;
  std::string portrait;
  stream >> village.environment_score >> village.is_burst;
  std::getline(stream, portrait);
  village.portrait = portrait_from(portrait);
}

/// What does not depend on anything told.
BandedVillage masked_village(const VillagePriority& priority, const VillageEffort& effort) {
  return {.has_data = effort.visits > 0,
          .krppa_score = priority.krppa_score,
          .stale_score = priority.stale_score,
          .visits = effort.visits,
          .last_visit = effort.last_visit};
}

/// Decides about one village and writes down what was decided.
class BandDecision {
 public:
  BandDecision(const std::vector<Testimony>& all, const Results& results, const Config& config,
               const TierPolicy& policy, const Memory& memory)
      : all_(all),
        results_(results),
        config_(config),
        policy_(policy),
        memory_(memory),
        bursts_(unverified_bursts(results.records, results.study, all,
                                  std::max(2U, policy.unit.min_reporters) - 1)),
        households_(households_of(results)) {}

  void decide(std::size_t site, const Group& marks, BandedVillage& village,
              std::vector<io::LedgerCell>& record) const {
    const std::string unit = io::to_dotted(results_.study.sites.id[site]);
    const std::string tier(code_of(Tier::operational));
    const auto* before = memory_.ledger.last(tier, unit, kRunning, "prioritas");
    auto people = ledger_reporters(marks, all_, memory_.key);
    if (must_repeat(before, people, policy_.unit.min_reporters)) {
      repeat(before->shown, village);
      people = before->reporters;
    } else {
      show(site, marks, village);
    }
    village.has_data = village.has_data || village.band.has_value();
    if (people.empty() && before == nullptr) return;
    record.push_back({.unit = unit,
                      .window = kRunning,
                      .measure = "prioritas",
                      .shown = text_of(village),
                      .reporters = std::move(people)});
  }

 private:
  void show(std::size_t site, const Group& marks, BandedVillage& village) const {
    const VillagePriority& priority = results_.ranking.villages[site];
    const auto evidence = evidence_of(marks, all_, households_[site]);
    const bool safe = disclosure::is_safe(evidence, policy_.unit);
    if (!safe || !is_band(priority.priority)) return;
    village.band = priority.priority;
    village.environment_score = priority.environment_score;
    village.is_burst = bursts_[site];
    village.portrait = safe_portrait(marks, all_, results_.records, policy_.unit,
                                     SexualForms::named, config_.analysis.risk_hours_share);
  }

  const std::vector<Testimony>& all_;
  const Results& results_;
  const Config& config_;
  const TierPolicy& policy_;
  const Memory& memory_;
  std::vector<bool> bursts_;
  std::vector<std::optional<double>> households_;
};

}  // namespace

std::vector<BandedVillage> band_villages(const std::vector<Testimony>& all, const Results& results,
                                         const Config& config, const TierPolicy& policy,
                                         const Memory& memory,
                                         std::vector<io::LedgerCell>& record) {
  const VillageGroups groups = groups_of(all, results.study.sites.size());
  const BandDecision decision(all, results, config, policy, memory);
  std::vector<BandedVillage> villages;
  for (std::size_t site = 0; site < results.study.sites.size(); ++site) {
    BandedVillage village =
        masked_village(results.ranking.villages[site], results.exposure.village[site]);
    village.has_findings =
        evidence_of(groups.findings[site], all).reporters >= std::max(1U, policy.min_finders);
    decision.decide(site, groups.marks[site], village, record);
    village.score = score_of(village, config.priority);
    villages.push_back(std::move(village));
  }
  return villages;
}

}  // namespace rawan::engine
