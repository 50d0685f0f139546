#include "scan_maxima.h"

#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rawan {
namespace {

constexpr std::size_t kBins = 256;
// Windows this close to the best are computed in full: far more than the rounding of a bound.
constexpr double kSlack = 1e-6;

/// For kLanes replicates: how many cases a window must hold to beat the best one so far, bounded
/// from below by bins of its population. The bins are even in the square root, so that one is a
/// fixed part of the standard deviation of a count wide.
class Bars {
 public:
  explicit Bars(const ScanStudy& study)
      : study_(&study),
        scale_(double(kBins - 1) * double(kBins - 1) / study.windows.largest_population()) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) set(lane, 0.0);
  }

  /// The most cases of each lane that do not pass. Single precision: its rounding is below kSlack.
  const std::int32_t* of(double population) const {
    const auto bin = static_cast<std::int32_t>(std::sqrt(static_cast<float>(population * scale_)));
    return &most_[static_cast<std::size_t>(bin) * kLanes];
  }

  /// The next bar is looked for where the expected number rises to, up or down from there.
  void set(std::size_t lane, double best) {
    const double bar = best * (1.0 - kSlack);
    auto need = static_cast<double>(study_->min_cases);
    double before = 0.0;
    for (std::size_t bin = 0; bin < kBins; ++bin) {
      const double population = lowest(bin);
      const double guess = need + std::floor(study_->likelihood.expected(population - before));
      need = fewest(population, bar, need, guess);
      most_[bin * kLanes + lane] = static_cast<std::int32_t>(need) - 1;
      before = population;
    }
  }

 private:
  double lowest(std::size_t bin) const {
    return double(bin) * double(bin) / scale_ * (1.0 - kSlack);
  }

  bool beats(double cases, double population, double bar) const {
    if (cases > study_->likelihood.total_cases) return true;
    if (cases <= study_->likelihood.expected(population)) return false;
    return population == 0.0 || study_->likelihood(cases, population) > bar;
  }

  double fewest(double population, double bar, double least, double guess) const {
    double need = std::min(guess, study_->likelihood.total_cases + 1.0);
    while (need > least && beats(need - 1.0, population, bar)) need -= 1.0;
    while (!beats(need, population, bar)) need += 1.0;
    return need;
  }

  const ScanStudy* study_;
  double scale_;
  std::array<std::int32_t, kBins * kLanes> most_{};
};

/// The best of kLanes replicates so far.
struct Leaders {
  std::array<double, kLanes> best{};
  Bars bars;

  explicit Leaders(const ScanStudy& study) : bars(study) {}

  void raise(std::size_t lane, double statistic) {
    if (statistic <= best[lane]) return;
    best[lane] = statistic;
    bars.set(lane, statistic);
  }
};

class Pass {
 public:
  Pass(const ScanStudy& study, const LaneCounts& counts, const Leaders& leaders)
      : study_(study), counts_(counts), leaders_(leaders), best_(leaders.best) {}

  const std::array<double, kLanes>& scan(const NestBlock& block) {
    penalty_ = block.penalty;
    for (std::size_t i = 0; i < block.nests(); ++i) {
      scan_nest(block.nest(i));
      raise_bars();
    }
    return best_;
  }

 private:
  /// A bar is raised once looking closer has cost as much as raising it.
  void raise_bars() {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      if (looks_[lane] < kBins || best_[lane] <= leaders_.best[lane]) continue;
      leaders_.raise(lane, best_[lane]);
      looks_[lane] = 0;
    }
  }

  void scan_nest(std::span<const std::uint32_t> entries) {
    const double* const population_of = study_.population.data();
    const std::int32_t* const counts = counts_.data();
    alignas(64) std::array<std::int32_t, kLanes> cases{};
    double population = 0.0;
    for (const std::uint32_t entry : entries) {
      const std::size_t place = entry & kPlaceMask;
      const std::int32_t* row = counts + place * kLanes;
      for (std::size_t lane = 0; lane < kLanes; ++lane) cases[lane] += row[lane];
      population += population_of[place];
      if ((entry & kClosesWindow) == 0) continue;
      const std::int32_t* most = leaders_.bars.of(population);
      std::int32_t sign = 0;
      for (std::size_t lane = 0; lane < kLanes; ++lane) sign |= most[lane] - cases[lane];
      if (sign < 0) look_closer(cases, most, population);
    }
  }

  /// Rare. By value and out of line, so that the counts stay in registers in the loop above.
  [[gnu::noinline]] void look_closer(std::array<std::int32_t, kLanes> cases,
                                     const std::int32_t* most, double population) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      if (cases[lane] <= most[lane]) continue;
      ++looks_[lane];
      const double statistic = study_.likelihood(cases[lane], population) * penalty_;
      best_[lane] = std::max(best_[lane], statistic);
    }
  }

  const ScanStudy& study_;
  const LaneCounts& counts_;
  Leaders leaders_;
  std::array<double, kLanes> best_;
  std::array<std::size_t, kLanes> looks_{};
  double penalty_ = 1.0;
};

using Best = std::vector<std::array<double, kLanes>>;  // by group

Best scan_block(const ScanStudy& study, std::span<const LaneCounts> groups,
                const std::vector<Leaders>& leaders, std::size_t block) {
  const NestBlock nests = study.windows.block(block);
  Best best;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    best.push_back(Pass(study, groups[g], leaders[g]).scan(nests));
  }
  return best;
}

}  // namespace

std::vector<double> largest_statistics(const ScanStudy& study, std::span<const LaneCounts> groups,
                                       const Control& control) {
  std::vector<Leaders> leaders(groups.size(), Leaders(study));
  const std::size_t blocks = study.windows.blocks();
  control.expect(blocks);
  // Rounds of growing size: what the blocks of one have found is the bar for the next.
  for (std::size_t begin = 0, size = 1; begin < blocks; begin += size, size = begin) {
    std::vector<Best> found(std::min(size, blocks - begin));
    parallel_for(found.size(), [&](std::size_t i) {
      control.step();
      found[i] = scan_block(study, groups, leaders, begin + i);
    });
    parallel_for(groups.size(), [&](std::size_t g) {
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        double largest = 0.0;
        for (const Best& best : found) largest = std::max(largest, best[g][lane]);
        leaders[g].raise(lane, largest);
      }
    });
  }
  std::vector<double> result;
  for (const Leaders& leader : leaders) {
    result.insert(result.end(), leader.best.begin(), leader.best.end());
  }
  return result;
}

}  // namespace rawan
