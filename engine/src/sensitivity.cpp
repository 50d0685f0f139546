#include "rank_classes.h"
#include "rawan/algorithms/ranking.h"
#include "village_evidence.h"

#include <algorithm>

namespace rawan::engine {
namespace {

/// What was told of each village outside of dialogues, by the declared weights. Added in the order
/// of size, not of rows.
std::vector<double> told_outside(const Exposure& exposure) {
  std::vector<std::pair<std::uint32_t, double>> told;
  for (const Mark& mark : exposure.marks) {
    if (mark.origin != Origin::asked) told.emplace_back(mark.site, mark.weight);
  }
  for (const PlacelessMark& mark : exposure.placeless) {
    if (mark.origin != Origin::asked) told.emplace_back(mark.site, mark.weight);
  }
  std::ranges::sort(told);
  std::vector<double> weights(exposure.village.size(), 0.0);
  for (const auto& [site, weight] : told) {
    if (exposure.village[site].women > 0.0) weights[site] += weight;
  }
  return weights;
}

std::vector<Dialogue> with_told(const Exposure& exposure, const std::vector<double>& told,
                                double factor) {
  std::vector<Dialogue> dialogues = exposure.dialogues;
  for (Dialogue& dialogue : dialogues) {
    const double share = dialogue.women / exposure.village[dialogue.site].women;
    dialogue.marks += factor * told[dialogue.site] * share;
  }
  return dialogues;
}

/// How much two lists agree; wholly where neither tells its members apart.
double agreement(const std::vector<double>& a, const std::vector<double>& b) {
  return spearman(a, b).value_or(mean_ranks(a) == mean_ranks(b) ? 1.0 : 0.0);
}

Sensitivity compare(const VillageRates& asked, const VillageRates& other, const Exposure& exposure,
                    const AnalysisConfig& config, double factor) {
  Sensitivity result{.factor = factor, .spearman = agreement(asked.standing, other.standing)};
  for (std::size_t i = 0; i < asked.rate.size(); ++i) {
    if (!is_asked_enough(exposure.village[asked.site[i]], config)) continue;
    const bool same = class_of(asked.rate[i].exceeds_mean) == class_of(other.rate[i].exceeds_mean);
    if (!same) ++result.class_changes;
  }
  return result;
}

}  // namespace

std::vector<Sensitivity> weigh_sensitivity(const Exposure& exposure, const VillageRates& asked,
                                           const Config& config, const Control& control) {
  const std::vector<double> told = told_outside(exposure);
  std::vector<Sensitivity> all;
  if (std::ranges::all_of(told, [](double w) { return w == 0.0; })) return all;
  RateOptions options = rate_options(config);
  options.draws = 0;
  for (const double factor : {1.0, 0.5, 2.0}) {
    const VillageRates other =
        rate_villages(with_told(exposure, told, factor), told.size(), options, control);
    all.push_back(compare(asked, other, exposure, config.analysis, factor));
  }
  return all;
}

}  // namespace rawan::engine
