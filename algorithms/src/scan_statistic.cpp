#include "rawan/algorithms/scan_statistic.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "scan_cases.h"
#include "scan_checks.h"
#include "scan_clusters.h"
#include "scan_maxima.h"
#include "scan_replicates.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace rawan {
namespace {

// Counts of all replicates of a batch are held at once, up to this many numbers.
constexpr std::size_t kLargestBatch = std::size_t{1} << 27U;

/// A window by its place in the list of all.
struct Window {
  double statistic = 0.0;
  std::uint32_t center = 0;
  std::size_t layer = 0;
  std::size_t length = 0;  // entries of the nest
};

bool before(const Window& a, const Window& b) {
  return std::tuple(-a.statistic, a.center, a.layer, a.length) <
         std::tuple(-b.statistic, b.center, b.layer, b.length);
}

Window best_of_nest(const ScanStudy& study, const ScanPlaces& places, const NestBlock& block,
                    std::size_t nest) {
  Window best;
  double population = 0.0;
  std::uint64_t cases = 0;
  const auto entries = block.nest(nest);
  for (std::size_t k = 0; k < entries.size(); ++k) {
    const std::size_t place = entries[k] & kPlaceMask;
    population += places.population[place];
    cases += places.cases[place];
    if ((entries[k] & kClosesWindow) == 0 || cases < study.min_cases) continue;
    const double statistic =
        study.likelihood(static_cast<double>(cases), population) * block.penalty;
    if (statistic <= best.statistic) continue;
    best.statistic = statistic;
    best.length = k + 1;
  }
  best.center = block.first_center + static_cast<std::uint32_t>(nest);
  return best;
}

/// The best window of each center over all shapes, best first; centers without one are left out.
std::vector<Window> best_windows(const ScanStudy& study, const ScanPlaces& places,
                                 const Control& control) {
  std::vector<std::vector<Window>> found(study.windows.blocks());
  control.expect(found.size());
  parallel_for(found.size(), [&](std::size_t b) {
    control.step();
    const NestBlock block = study.windows.block(b);
    for (std::size_t nest = 0; nest < block.nests(); ++nest) {
      found[b].push_back(best_of_nest(study, places, block, nest));
      found[b].back().layer = study.windows.layer_of(b);
    }
  });
  std::vector<Window> best(places.size());
  for (const auto& windows : found) {
    for (const Window& window : windows) {
      if (window.statistic > best[window.center].statistic) best[window.center] = window;
    }
  }
  const double least = least_statistic(study.likelihood.total_cases);
  std::erase_if(best, [&](const Window& window) { return window.statistic <= least; });
  std::ranges::sort(best, before);
  return best;
}

std::vector<ScanCluster> disjoint_clusters(const ScanStudy& study, const ScanPlaces& places,
                                           const Control& control) {
  Claims claims(study.windows, places.size());
  std::vector<ScanCluster> clusters;
  for (const Window& window : best_windows(study, places, control)) {
    const NestPrefix base{window.layer, window.center, window.length};
    const auto inside = claims.claim(base);
    if (!inside) continue;
    clusters.push_back(outlined(study.windows, places, base, *inside));
    ScanCluster& cluster = clusters.back();
    for (const std::uint32_t place : *inside) {
      cluster.cases += places.cases[place];
      cluster.population += places.population[place];
    }
    add_risk(study.likelihood, cluster);
    cluster.statistic = window.statistic;
  }
  return clusters;
}

std::vector<double> maxima_of_batch(const ScanStudy& study, const RandomCases& random_cases,
                                    std::uint64_t seed, std::size_t first, std::size_t size,
                                    const Control& control) {
  std::vector<LaneCounts> groups((size + kLanes - 1) / kLanes);
  parallel_for(groups.size(), [&](std::size_t g) {
    control.check();
    groups[g].assign(study.population.size() * kLanes, 0);
    for (std::size_t lane = 0; lane < std::min(kLanes, size - g * kLanes); ++lane) {
      Stream random(seed, first + g * kLanes + lane);
      random_cases.draw(random, std::span(groups[g]).subspan(lane), kLanes);
    }
  });
  std::vector<double> maxima = largest_statistics(study, groups, control);
  maxima.resize(size);
  return maxima;
}

std::vector<double> simulate(const ScanStudy& study, double observed, const ScanOptions& options,
                             const Control& control) {
  const RandomCases random_cases(options.model, study.population,
                                 static_cast<std::uint64_t>(study.likelihood.total_cases));
  const std::size_t largest =
      std::max(kLanes, kLargestBatch / study.population.size() / kLanes * kLanes);
  return replicate(observed, {options.replicates, options.stop_after, largest},
                   [&](std::size_t first, std::size_t size) {
                     return maxima_of_batch(study, random_cases, options.seed, first, size,
                                            control);
                   });
}

void check_options(const ScanOptions& options, std::span<const Position> sites) {
  check_window_limits(options.largest_share, options.min_cases);
  check_positions(sites);
  expects(std::isfinite(options.ellipse_exponent) && options.ellipse_exponent >= 0.0,
          "the penalty's exponent is not negative");
  for (const EllipseFamily& family : options.ellipses) {
    expects(std::isfinite(family.shape) && family.shape > 1.0 && family.angles >= 1,
            "ellipses are longer than wide and have an angle");
  }
  const bool flat = std::ranges::all_of(sites, [](const Position& p) { return p.z == 0.0; });
  expects(options.ellipses.empty() || flat, "ellipses lie on a plane");
}

}  // namespace

ScanResult scan(std::span<const Position> sites, std::span<const std::uint32_t> cases,
                std::span<const double> population, const ScanOptions& options,
                const Control& control) {
  expects(sites.size() == cases.size(), "one count per site");
  check_counts(cases, population, options.model);
  check_options(options, sites);
  const ScanPlaces places = gather_places(sites, cases, population);
  const double total_cases = std::accumulate(cases.begin(), cases.end(), 0.0);
  if (total_cases == 0.0) return {};
  const double total_population =
      std::accumulate(places.population.begin(), places.population.end(), 0.0);
  const ScanWindows windows(places, options);
  const ScanStudy study{windows,
                        places.population,
                        {options.model, total_cases, total_population},
                        options.min_cases};
  ScanResult result{disjoint_clusters(study, places, control), {}};
  if (result.clusters.empty()) return result;
  result.maxima = simulate(study, result.clusters.front().statistic, options, control);
  for (ScanCluster& cluster : result.clusters) {
    compare_with(result.maxima, options.stop_after, cluster);
  }
  return result;
}

}  // namespace rawan
