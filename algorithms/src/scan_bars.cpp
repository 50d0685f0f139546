#include "scan_bars.h"

#include <algorithm>

namespace rawan {
namespace {

// Windows this close to the best are computed in full: far more than the rounding of a bound.
constexpr double kSlack = 1e-6;

constexpr double kBinsPerDeviation = 4.0;
constexpr std::size_t kFewestBins = 32;

std::size_t enough_bins(const WindowRules& rules, std::size_t most) {
  const double largest = rules.likelihood.expected(rules.largest_population);
  const double bins = std::ceil(2.0 * kBinsPerDeviation * std::sqrt(largest));
  return static_cast<std::size_t>(std::clamp(bins, double(kFewestBins), double(most)));
}

}  // namespace

Bars::Bars(const WindowRules& rules)
    : rules_(rules),
      bins_(enough_bins(rules, kMostBins)),
      scale_(double(bins_ - 1) * double(bins_ - 1) / rules.largest_population) {
  set(0, 0.0);
  for (std::size_t bin = 0; bin < bins_; ++bin) {
    std::fill_n(&most_[bin * kLanes], kLanes, most_[bin * kLanes]);
  }
}

/// The next bar is looked for where the expected number rises to, up or down from there.
void Bars::set(std::size_t lane, double best) {
  const double bar = best * (1.0 - kSlack);
  auto need = static_cast<double>(rules_.min_cases);
  double before = 0.0;
  for (std::size_t bin = 0; bin < bins_; ++bin) {
    const double population = lowest(bin);
    const double guess = need + std::floor(rules_.likelihood.expected(population - before));
    need = fewest(population, bar, need, guess);
    most_[bin * kLanes + lane] = static_cast<std::int32_t>(need) - 1;
    before = population;
  }
}

double Bars::lowest(std::size_t bin) const {
  return double(bin) * double(bin) / scale_ * (1.0 - kSlack);
}

bool Bars::beats(double cases, double population, double bar) const {
  if (cases > rules_.likelihood.total_cases) return true;
  if (cases <= rules_.likelihood.expected(population)) return false;
  return population == 0.0 || rules_.likelihood(cases, population) > bar;
}

double Bars::fewest(double population, double bar, double least, double guess) const {
  double need = std::min(guess, rules_.likelihood.total_cases + 1.0);
  while (need > least && beats(need - 1.0, population, bar)) need -= 1.0;
  while (!beats(need, population, bar)) need += 1.0;
  return need;
}

void Leaders::raise(std::size_t lane, double statistic) {
  if (statistic <= best[lane]) return;
  best[lane] = statistic;
  bars.set(lane, statistic);
}

void Contest::raise_bars() {
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    if (looks_[lane] < leaders_.bars.bins() || best_[lane] <= leaders_.best[lane]) continue;
    leaders_.raise(lane, best_[lane]);
    looks_[lane] = 0;
  }
}

void Contest::look_closer(LaneCases cases, const std::int32_t* most, double population,
                          double penalty) {
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    if (cases[lane] <= most[lane]) continue;
    ++looks_[lane];
    const double statistic = likelihood_(cases[lane], population) * penalty;
    best_[lane] = std::max(best_[lane], statistic);
  }
}

}  // namespace rawan
