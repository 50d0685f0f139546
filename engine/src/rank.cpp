#include "rank_classes.h"
#include "rawan/algorithms/ranking.h"
#include "rawan/engine/stages.h"
#include "village_evidence.h"

#include <algorithm>
#include <cmath>

namespace rawan::engine {
namespace {

/// What an unknown village gets for its rate: neither safe nor dangerous, the middle of the list.
constexpr double kUnknownScore = 50.0;

/// By the share of the list that the rank interval covers.
Confidence confidence_of(const RankSummary& rank, std::size_t sites) {
  const double share =
      (rank.high - rank.low) / static_cast<double>(std::max<std::size_t>(1, sites));
  if (share <= 0.25) return Confidence::high;
  if (share <= 0.5) return Confidence::medium;
  return Confidence::low;
}

int score_of_rank(double expected_rank, std::size_t sites) {
  if (sites < 2) return static_cast<int>(kUnknownScore);
  const double below = static_cast<double>(sites) - expected_rank;
  return static_cast<int>(std::lround(100.0 * below / static_cast<double>(sites - 1)));
}

/// Points for the days since the last visit; all of them where there was none.
int stale_score(const VillageEffort& effort, Day today, const PriorityConfig& config) {
  if (!effort.last_visit) return static_cast<int>(std::lround(config.stale_bonus));
  const double days = static_cast<double>((today - *effort.last_visit).count());
  const double share = std::clamp(days / config.stale_full_days, 0.0, 1.0);
  return static_cast<int>(std::lround(config.stale_bonus * share));
}

/// Points for the share of places, told or found, that have something that light, a cut of bushes
/// or a guard post would mend.
int environment_score(const VillageEffort& effort, const PriorityConfig& config) {
  if (effort.places == 0) return 0;
  const double share = static_cast<double>(effort.hazards) / effort.places;
  return static_cast<int>(std::lround(config.environment_bonus * share));
}

void add_rates(const VillageRates& rates, const Exposure& exposure, const AnalysisConfig& config,
               std::vector<VillagePriority>& villages) {
  for (std::size_t i = 0; i < rates.site.size(); ++i) {
    VillagePriority& village = villages[rates.site[i]];
    const VillageEffort& effort = exposure.village[rates.site[i]];
    village.rate = rates.rate[i];
    const bool enough = is_asked_enough(effort, config);
    village.priority = enough ? class_of(rates.rate[i].exceeds_mean) : PriorityClass::insufficient;
    village.confidence =
        enough ? confidence_of(rates.rate[i].rank, rates.site.size()) : Confidence::low;
    village.women_score = score_of_rank(rates.rate[i].rank.expected, rates.site.size());
  }
}

void add_scores(const Study& study, const Exposure& exposure, const Config& config,
                std::vector<VillagePriority>& villages) {
  const PriorityConfig& priority = config.priority;
  const double own_share =
      (100.0 - priority.krppa_bonus - priority.stale_bonus - priority.environment_bonus) / 100.0;
  for (std::size_t site = 0; site < villages.size(); ++site) {
    VillagePriority& village = villages[site];
    const double own = village.women_score ? *village.women_score : kUnknownScore;
    village.krppa_score =
        study.sites.krppa[site] ? static_cast<int>(std::lround(priority.krppa_bonus)) : 0;
    village.stale_score = stale_score(exposure.village[site], as_of(config), priority);
    village.environment_score = environment_score(exposure.village[site], priority);
    const int beside = village.krppa_score + village.stale_score + village.environment_score;
    village.score = std::clamp(static_cast<int>(std::lround(own_share * own)) + beside, 0, 100);
  }
}

/// Numbers the villages with enough data by expected rank.
void add_positions(std::vector<VillagePriority>& villages) {
  std::vector<std::uint32_t> listed;
  std::vector<double> standing;
  for (std::uint32_t site = 0; site < villages.size(); ++site) {
    if (!villages[site].rate || villages[site].priority == PriorityClass::insufficient) continue;
    listed.push_back(site);
    standing.push_back(-villages[site].rate->rank.expected);
  }
  const std::vector<std::uint32_t> positions = positions_from_highest(standing);
  for (std::size_t i = 0; i < listed.size(); ++i) villages[listed[i]].position = positions[i];
}

/// What the rates leave open: unequal reporting, and what officers found beside them.
void add_evidence(const VillageRates& rates, const Exposure& exposure, const AnalysisConfig& config,
                  std::vector<VillagePriority>& villages) {
  const std::vector<RankRange> rho = ranks_under_unequal_reporting(rates.rate);
  for (std::size_t i = 0; i < rho.size(); ++i) villages[rates.site[i]].rho = rho[i];
  const auto found = rate_findings(exposure, config.interval);
  for (std::size_t site = 0; site < found.size(); ++site) villages[site].found = found[site];
}

/// 0 ... 100 by rank of the rate; a place nobody was asked about stands in the middle.
std::vector<int> score_hotspots(const std::vector<Hotspot>& hotspots) {
  std::vector<double> rates;
  for (const Hotspot& hotspot : hotspots) {
    if (hotspot.rate) rates.push_back(*hotspot.rate);
  }
  const std::vector<std::uint32_t> positions = positions_from_highest(rates);
  std::vector<int> scores;
  std::size_t next = 0;
  for (const Hotspot& hotspot : hotspots) {
    scores.push_back(hotspot.rate ? score_of_rank(positions[next++], rates.size())
                                  : static_cast<int>(kUnknownScore));
  }
  return scores;
}

}  // namespace

std::vector<std::uint32_t> listed_villages(const Ranking& ranking) {
  if (ranking.rates.overall <= 0.0) return {};
  std::vector<std::uint32_t> sites;
  for (std::uint32_t site = 0; site < ranking.villages.size(); ++site) {
    if (ranking.villages[site].position) sites.push_back(site);
  }
  std::ranges::sort(sites, {}, [&](std::uint32_t s) { return *ranking.villages[s].position; });
  return sites;
}

Ranking rank(const Study& study, const Exposure& exposure, const Findings& findings,
             const Config& config, const Control& control) {
  const AnalysisConfig& analysis = config.analysis;
  Ranking ranking;
  ranking.rates =
      rate_villages(exposure.dialogues, study.sites.size(), rate_options(config), control);
  ranking.villages.resize(study.sites.size());
  add_rates(ranking.rates, exposure, analysis, ranking.villages);
  add_scores(study, exposure, config, ranking.villages);
  add_positions(ranking.villages);
  add_evidence(ranking.rates, exposure, analysis, ranking.villages);
  ranking.sensitivity = weigh_sensitivity(exposure, ranking.rates, config, control);
  ranking.hotspot_score = score_hotspots(findings.hotspots);
  return ranking;
}

}  // namespace rawan::engine
