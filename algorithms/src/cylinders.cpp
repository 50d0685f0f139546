#include "cylinders.h"

#include "rawan/algorithms/parallel.h"
#include "scan_rounds.h"

#include <algorithm>

namespace rawan {
namespace {

/// All intervals of one circle. Sums of whole numbers: the same on every path.
[[gnu::target_clones("default", "avx2", "avx512f")]] void scan_runs(const Runs& runs,
                                                                    const std::int32_t* counts,
                                                                    const double* population_of,
                                                                    Contest& contest) {
  for (std::size_t run = 0; run < runs.count(); ++run) {
    alignas(64) LaneCases cases{};
    double population = 0.0;
    const std::size_t length = runs.length(run);
    for (std::size_t step = 0; step < length; ++step) {
      const std::size_t period = runs.period(run, step);
      const std::int32_t* row = counts + period * kLanes;
      add_row(row, cases);
      population += population_of[period];
      contest.enter(cases, population, 1.0);
    }
  }
}

class LanePass {
 public:
  LanePass(const CylinderStudy& study, const LaneEvents& events, const Leaders& leaders,
           const Control& control)
      : study_(study),
        events_(events),
        control_(control),
        contest_(study.rules.likelihood, leaders),
        counts_(study.runs.periods * kLanes),
        population_(study.population) {}

  const LaneStatistics& scan(const NestBlock& block) {
    for (std::size_t i = 0; i < block.nests(); ++i) {
      scan_nest(block.nest(i));
      contest_.raise_bars();
    }
    return contest_.best();
  }

 private:
  void scan_nest(std::span<const std::uint32_t> entries) {
    std::ranges::fill(counts_, 0);
    population_.clear();
    for (const std::uint32_t entry : entries) {
      const std::size_t place = entry & kPlaceMask;
      for (std::uint32_t e = events_.start[place]; e < events_.start[place + 1]; ++e) {
        ++counts_[events_.at[e]];
      }
      population_.add(place);
      if ((entry & kClosesWindow) == 0) continue;
      control_.check();  // A circle has as many intervals as pairs of periods.
      const std::span<const double> population = population_.by_period();
      scan_runs(study_.runs, counts_.data(), population.data(), contest_);
    }
  }

  const CylinderStudy& study_;
  const LaneEvents& events_;
  const Control& control_;
  Contest contest_;
  std::vector<std::int32_t> counts_;
  GrowingPopulation population_;
};

class ObservedPass {
 public:
  ObservedPass(const CylinderStudy& study, std::span<const std::vector<PeriodCases>> observed,
               const Control& control)
      : study_(study),
        observed_(observed),
        control_(control),
        counts_(study.runs.periods),
        population_(study.population) {}

  Cylinder best_of_nest(std::uint32_t center, std::span<const std::uint32_t> entries) {
    std::ranges::fill(counts_, 0U);
    population_.clear();
    best_ = {.center = center};
    for (std::size_t k = 0; k < entries.size(); ++k) {
      const std::size_t place = entries[k] & kPlaceMask;
      for (const PeriodCases& row : observed_[place]) counts_[row.period] += row.cases;
      population_.add(place);
      if ((entries[k] & kClosesWindow) == 0) continue;
      control_.check();
      const std::span<const double> population = population_.by_period();
      for (std::size_t run = 0; run < study_.runs.count(); ++run) scan_run(run, k + 1, population);
    }
    return best_;
  }

 private:
  void scan_run(std::size_t run, std::size_t entries, std::span<const double> population_of) {
    std::uint64_t cases = 0;
    double population = 0.0;
    const std::size_t length = study_.runs.length(run);
    for (std::size_t step = 0; step < length; ++step) {
      const std::size_t period = study_.runs.period(run, step);
      cases += counts_[period];
      population += population_of[period];
      if (cases < study_.rules.min_cases) continue;
      const double statistic = study_.rules.likelihood(static_cast<double>(cases), population);
      if (statistic <= best_.statistic) continue;
      const auto [first, last] = study_.runs.interval(run, step);
      best_ = {statistic, best_.center, entries, first, last, cases, population};
    }
  }

  const CylinderStudy& study_;
  std::span<const std::vector<PeriodCases>> observed_;
  const Control& control_;
  std::vector<std::uint64_t> counts_;
  GrowingPopulation population_;
  Cylinder best_;
};

}  // namespace

void GrowingPopulation::clear() {
  weight_ = 0.0;
  std::ranges::fill(now_, 0.0);
}

void GrowingPopulation::add(std::size_t place) {
  weight_ += all_.weight[place];
  if (all_.by_period.empty()) return;
  const double* const row = &all_.by_period[place * now_.size()];
  for (std::size_t t = 0; t < now_.size(); ++t) now_[t] += row[t];
}

std::span<const double> GrowingPopulation::by_period() {
  if (all_.by_period.empty()) {
    for (std::size_t t = 0; t < now_.size(); ++t) now_[t] = weight_ * all_.profile[t];
  }
  return now_;
}

std::vector<double> largest_statistics(const CylinderStudy& study,
                                       std::span<const LaneEvents> groups, const Control& control) {
  return largest_in_rounds(study.windows.blocks(),
                           std::vector<Leaders>(groups.size(), Leaders(study.rules)), control,
                           [&](std::size_t block, std::span<const Leaders> leaders) {
                             const NestBlock nests = study.windows.block(block);
                             std::vector<LaneStatistics> best;
                             for (std::size_t g = 0; g < groups.size(); ++g) {
                               LanePass pass(study, groups[g], leaders[g], control);
                               best.push_back(pass.scan(nests));
                             }
                             return best;
                           });
}

std::vector<Cylinder> best_cylinders(const CylinderStudy& study,
                                     std::span<const std::vector<PeriodCases>> observed,
                                     const Control& control) {
  std::vector<Cylinder> best(observed.size());
  control.expect(study.windows.blocks());
  parallel_for(study.windows.blocks(), [&](std::size_t b) {
    control.step();
    const NestBlock block = study.windows.block(b);
    ObservedPass pass(study, observed, control);
    for (std::size_t i = 0; i < block.nests(); ++i) {
      const std::uint32_t center = block.first_center + static_cast<std::uint32_t>(i);
      best[center] = pass.best_of_nest(center, block.nest(i));
    }
  });
  return best;
}

}  // namespace rawan
