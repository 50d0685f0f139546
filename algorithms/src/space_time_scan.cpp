#include "rawan/algorithms/space_time_scan.h"

#include "cylinders.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "scan_checks.h"
#include "scan_clusters.h"
#include "scan_replicates.h"
#include "space_time_cases.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace rawan {
namespace {

// Cases, or places, of all replicates of a batch, held at once.
constexpr std::size_t kLargestBatch = std::size_t{1} << 26U;
constexpr double kRounding = 1e-9;

using Observed = std::vector<std::vector<PeriodCases>>;  // by place or site, periods rising

/// Rows of the same key added up.
void tidy(std::vector<PeriodCases>& rows) {
  std::ranges::sort(rows, {}, &PeriodCases::period);
  std::vector<PeriodCases> result;
  for (const PeriodCases& row : rows) {
    if (row.cases == 0) continue;
    if (!result.empty() && result.back().period == row.period) {
      result.back().cases += row.cases;
    } else {
      result.push_back(row);
    }
  }
  rows = std::move(result);
}

std::vector<std::uint32_t> cases_of_sites(std::size_t sites,
                                          std::span<const SpaceTimeCases> cases) {
  std::vector<std::uint32_t> result(sites, 0);
  for (const SpaceTimeCases& row : cases) result[row.site] += row.cases;
  return result;
}

Observed by_place(const ScanPlaces& places, std::size_t sites,
                  std::span<const SpaceTimeCases> cases) {
  std::vector<std::uint32_t> place_of(sites);
  for (std::uint32_t place = 0; place < places.size(); ++place) {
    for (const std::uint32_t site : places.sites[place]) place_of[site] = place;
  }
  Observed observed(places.size());
  for (const SpaceTimeCases& row : cases) {
    observed[place_of[row.site]].push_back({row.period, row.cases});
  }
  for (auto& rows : observed) tidy(rows);
  return observed;
}

/// What the share of a circle is measured by: a number per site.
std::vector<double> weights_of_sites(std::span<const double> population, std::size_t sites,
                                     std::span<const std::uint32_t> cases) {
  if (population.empty()) return {cases.begin(), cases.end()};
  std::vector<double> weights;
  const std::size_t row = population.size() / sites;
  for (std::size_t site = 0; site < sites; ++site) {
    const auto mine = population.subspan(site * row, row);
    weights.push_back(std::accumulate(mine.begin(), mine.end(), 0.0));
  }
  return weights;
}

/// Populations by place and period; those of one place in a fixed order, so that the order of rows
/// changes no bit.
std::vector<double> by_place_and_period(const ScanPlaces& places,
                                        std::span<const double> population, std::size_t periods) {
  std::vector<double> result;
  result.reserve(places.size() * periods);
  for (const auto& sites : places.sites) {
    for (std::size_t t = 0; t < periods; ++t) {
      std::vector<double> here;
      for (const std::uint32_t site : sites) here.push_back(population[site * periods + t]);
      std::ranges::sort(here);
      result.push_back(std::accumulate(here.begin(), here.end(), 0.0));
    }
  }
  return result;
}

PopulationInTime population_in_time(const ScanPlaces& places, const Observed& observed,
                                    std::span<const double> population, std::size_t periods,
                                    bool by_period) {
  PopulationInTime result{places.population, std::vector<double>(periods, 1.0), {}};
  if (population.empty()) {
    const double total = std::accumulate(places.cases.begin(), places.cases.end(), 0.0);
    std::ranges::fill(result.profile, 0.0);
    for (const auto& rows : observed) {
      for (const PeriodCases& row : rows) result.profile[row.period] += row.cases;
    }
    for (double& share : result.profile) share /= total;
  } else if (by_period) {
    result.by_period = by_place_and_period(places, population, periods);
  }
  return result;
}

/// The most a window of the longest run can hold of a circle of weight 1.
double largest_profile(const PopulationInTime& population, const Runs& runs) {
  if (!population.by_period.empty()) return 1.0;
  double largest = 0.0;
  for (std::size_t run = 0; run < runs.count(); ++run) {
    double sum = 0.0;
    for (std::size_t k = 0; k < runs.length(run); ++k)
      sum += population.profile[runs.period(run, k)];
    largest = std::max(largest, sum);
  }
  return largest;
}

double total_population(const PopulationInTime& population) {
  const double weight = std::accumulate(population.weight.begin(), population.weight.end(), 0.0);
  if (!population.by_period.empty()) return weight;
  return weight * std::accumulate(population.profile.begin(), population.profile.end(), 0.0);
}

SpaceTimeCluster described(const CylinderStudy& study, const ScanPlaces& places,
                           const Cylinder& cylinder, std::span<const std::uint32_t> inside) {
  SpaceTimeCluster cluster{
      outlined(study.windows, places, {0, cylinder.center, cylinder.length}, inside),
      static_cast<std::uint32_t>(cylinder.first), static_cast<std::uint32_t>(cylinder.last)};
  cluster.window.cases = cylinder.cases;
  cluster.window.population = cylinder.population;
  add_risk(study.rules.likelihood, cluster.window);
  cluster.window.statistic = cylinder.statistic;
  return cluster;
}

std::vector<SpaceTimeCluster> disjoint_clusters(const CylinderStudy& study,
                                                const ScanPlaces& places, const Observed& observed,
                                                const Control& control) {
  std::vector<Cylinder> best = best_cylinders(study, observed, control);
  const double least = least_statistic(study.rules.likelihood.total_cases);
  std::erase_if(best, [&](const Cylinder& c) { return c.statistic <= least; });
  std::ranges::sort(best, {}, [](const Cylinder& c) { return std::tuple(-c.statistic, c.center); });
  Claims claims(study.windows, places.size());
  std::vector<SpaceTimeCluster> clusters;
  for (const Cylinder& cylinder : best) {
    if (const auto inside = claims.claim({0, cylinder.center, cylinder.length})) {
      clusters.push_back(described(study, places, cylinder, *inside));
    }
  }
  return clusters;
}

std::vector<double> simulate(const CylinderStudy& study, const RandomTimes& random_times,
                             double observed, const SpaceTimeScanOptions& options,
                             const Control& control) {
  const std::size_t each =
      std::max<std::size_t>(random_times.total(), study.population.weight.size());
  const std::size_t largest = std::max(kLanes, kLargestBatch / each / kLanes * kLanes);
  return replicate(observed, {options.replicates, options.stop_after, largest},
                   [&](std::size_t first, std::size_t size) {
                     std::vector<LaneEvents> groups((size + kLanes - 1) / kLanes);
                     parallel_for(groups.size(), [&](std::size_t g) {
                       control.check();
                       groups[g] = random_times.draw(options.seed, first + g * kLanes,
                                                     std::min(kLanes, size - g * kLanes));
                     });
                     std::vector<double> maxima = largest_statistics(study, groups, control);
                     maxima.resize(size);
                     return maxima;
                   });
}

void check_population(std::span<const SpaceTimeCases> cases, std::span<const double> population,
                      std::size_t sites, std::size_t periods) {
  const bool by_period = population.size() == sites * periods;
  expects(by_period || population.size() == sites, "one population per site, or per period too");
  for (const double people : population) {
    expects(std::isfinite(people) && people >= 0.0, "populations are finite and not negative");
  }
  for (const SpaceTimeCases& row : cases) {
    const std::size_t at = by_period ? row.site * periods + row.period : row.site;
    expects(row.cases == 0 || population[at] > 0.0, "no cases without population");
  }
}

void check(std::span<const Position> sites, std::span<const SpaceTimeCases> cases,
           std::uint32_t periods, const SpaceTimeScanOptions& options) {
  check_positions(sites);
  check_window_limits(options.largest_share, options.min_cases);
  expects(options.longest_share > 0.0 && options.longest_share <= 1.0,
          "windows last up to the whole time");
  expects(periods >= 1 && periods < (1U << 27U), "at least one period");
  std::uint64_t total = 0;
  for (const SpaceTimeCases& row : cases) {
    expects(row.site < sites.size() && row.period < periods, "cases at a site, in a period");
    total += row.cases;
  }
  // Sixteen replicates are numbered in 32 bits.
  expects(total < (std::uint64_t{1} << 28U), "fewer than 2^28 cases");
}

Runs runs_of(std::uint32_t periods, const SpaceTimeScanOptions& options) {
  const double longest = std::floor(options.longest_share * periods * (1.0 + kRounding));
  return {periods, std::max<std::size_t>(1, static_cast<std::size_t>(longest)),
          options.only_still_alive};
}

}  // namespace

SpaceTimeScanResult space_time_scan(std::span<const Position> sites,
                                    std::span<const SpaceTimeCases> cases, std::uint32_t periods,
                                    std::span<const double> population, SpaceTimeModel model,
                                    const SpaceTimeScanOptions& options, const Control& control) {
  check(sites, cases, periods, options);
  if (model == SpaceTimeModel::poisson) {
    check_population(cases, population, sites.size(), periods);
  } else {
    expects(population.empty(), "the permutation model has no population");
  }
  const std::vector<std::uint32_t> totals = cases_of_sites(sites.size(), cases);
  const double total_cases = std::accumulate(totals.begin(), totals.end(), 0.0);
  if (total_cases == 0.0) return {};
  const ScanPlaces places =
      gather_places(sites, totals, weights_of_sites(population, sites.size(), totals));
  const Observed observed = by_place(places, sites.size(), cases);
  const PopulationInTime in_time =
      population_in_time(places, observed, population, periods, population.size() > sites.size());
  const Runs runs = runs_of(periods, options);
  const ScanWindows windows(places, {.largest_share = options.largest_share});
  const CylinderStudy study{
      windows, in_time,
      WindowRules{
          {ScanModel::poisson, total_cases, total_population(in_time)},
          options.min_cases,
          windows.largest_population() * largest_profile(in_time, runs) * (1.0 + kRounding)},
      runs};
  SpaceTimeScanResult result{disjoint_clusters(study, places, observed, control), {}};
  if (result.clusters.empty()) return result;
  result.maxima = simulate(study, RandomTimes(model, in_time, observed),
                           result.clusters.front().window.statistic, options, control);
  for (SpaceTimeCluster& cluster : result.clusters) {
    compare_with(result.maxima, options.stop_after, cluster.window);
  }
  return result;
}

}  // namespace rawan
