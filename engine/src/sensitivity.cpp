#include "rank_classes.h"
#include "village_evidence.h"

#include <algorithm>
#include <cmath>
#include <numeric>

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

/// Ranks from 1; equal values share their mean rank.
std::vector<double> mean_ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i;
    while (end < order.size() && values[order[end]] == values[order[i]]) ++end;
    const double shared = (static_cast<double>(i + end) + 1.0) / 2.0;
    for (; i < end; ++i) ranks[order[i]] = shared;
  }
  return ranks;
}

/// Spearman's rho: Pearson's r of the ranks. 1 where neither list tells its members apart.
double spearman(const std::vector<double>& a, const std::vector<double>& b) {
  const std::vector<double> ra = mean_ranks(a);
  const std::vector<double> rb = mean_ranks(b);
  const double middle = (static_cast<double>(a.size()) + 1.0) / 2.0;
  double both = 0.0;
  double first = 0.0;
  double second = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    both += (ra[i] - middle) * (rb[i] - middle);
    first += (ra[i] - middle) * (ra[i] - middle);
    second += (rb[i] - middle) * (rb[i] - middle);
  }
  if (first == 0.0 || second == 0.0) return first == second ? 1.0 : 0.0;
  return both / std::sqrt(first * second);
}

std::vector<double> expected_ranks(const VillageRates& rates) {
  std::vector<double> ranks;
  for (const SiteRate& rate : rates.rate) ranks.push_back(rate.rank.expected);
  return ranks;
}

Sensitivity compare(const VillageRates& asked, const VillageRates& other, const Exposure& exposure,
                    const AnalysisConfig& config, double factor) {
  Sensitivity result{.factor = factor,
                     .spearman = spearman(expected_ranks(asked), expected_ranks(other))};
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
  for (const double factor : {1.0, 0.5, 2.0}) {
    const VillageRates other = rate_villages(with_told(exposure, told, factor), told.size(),
                                             rate_options(config), control);
    all.push_back(compare(asked, other, exposure, config.analysis, factor));
  }
  return all;
}

}  // namespace rawan::engine
