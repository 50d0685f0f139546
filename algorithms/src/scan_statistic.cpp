#include "rawan/algorithms/scan_statistic.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "scan_cases.h"
#include "scan_maxima.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace rawan {
namespace {

// Counts of all replicates of a batch are held at once, up to this many numbers.
constexpr std::size_t kLargestBatch = std::size_t{1} << 27U;
constexpr std::size_t kFirstBatch = 4 * kLanes;  // of a test that may stop early

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
  std::erase_if(best, [](const Window& window) { return window.statistic <= 0.0; });
  std::ranges::sort(best, before);
  return best;
}

class ClusterMaker {
 public:
  ClusterMaker(const ScanStudy& study, const ScanPlaces& places)
      : study_(study), places_(places), taken_(places.size(), 0) {}

  /// Nothing if a site already belongs to another cluster.
  std::optional<ScanCluster> claim(const Window& window) {
    if (taken_[window.center] != 0) return std::nullopt;
    const std::vector<std::uint32_t> inside = places_inside(window);
    const auto is_taken = [&](std::uint32_t place) { return taken_[place] != 0; };
    if (std::ranges::any_of(inside, is_taken)) return std::nullopt;
    for (const std::uint32_t place : inside) taken_[place] = 1;
    return describe(window, inside);
  }

 private:
  std::vector<std::uint32_t> places_inside(const Window& window) const {
    std::vector<std::uint32_t> inside = study_.windows.nest(window.layer, window.center);
    inside.resize(window.length);
    for (std::uint32_t& entry : inside) entry &= kPlaceMask;
    return inside;
  }

  ScanCluster describe(const Window& window, std::span<const std::uint32_t> inside) const {
    const auto& layer = study_.windows.layer(window.layer);
    ScanCluster cluster;
    cluster.center = places_.sites[window.center].front();
    cluster.shape = layer.shape;
    cluster.angle = layer.angle;
    cluster.radius = distance(layer.positions[window.center], layer.positions[inside.back()]);
    for (const std::uint32_t place : inside) {
      cluster.cases += places_.cases[place];
      cluster.population += places_.population[place];
    }
    cluster.members = members(layer, window.center, inside);
    cluster.statistic = window.statistic;
    cluster.log_likelihood_ratio =
        study_.likelihood(static_cast<double>(cluster.cases), cluster.population);
    add_risk(cluster);
    return cluster;
  }

  std::vector<std::uint32_t> members(const ScanWindows::Layer& layer, std::uint32_t center,
                                     std::span<const std::uint32_t> inside) const {
    std::vector<std::pair<double, std::uint32_t>> sites;
    for (const std::uint32_t place : inside) {
      const Meters from = distance(layer.positions[center], layer.positions[place]);
      for (const std::uint32_t site : places_.sites[place]) sites.emplace_back(from.value, site);
    }
    std::ranges::sort(sites);
    std::vector<std::uint32_t> result;
    for (const auto& [from, site] : sites) result.push_back(site);
    return result;
  }

  void add_risk(ScanCluster& cluster) const {
    const auto cases = static_cast<double>(cluster.cases);
    const double total = study_.likelihood.total_cases;
    cluster.expected = study_.likelihood.expected(cluster.population);
    if (cases >= total) return;
    cluster.relative_risk =
        cases / cluster.expected / ((total - cases) / (total - cluster.expected));
  }

  const ScanStudy& study_;
  const ScanPlaces& places_;
  std::vector<std::uint8_t> taken_;
};

std::vector<ScanCluster> disjoint_clusters(const ScanStudy& study, const ScanPlaces& places,
                                           const Control& control) {
  ClusterMaker maker(study, places);
  std::vector<ScanCluster> clusters;
  for (const Window& window : best_windows(study, places, control)) {
    if (auto cluster = maker.claim(window)) clusters.push_back(*std::move(cluster));
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

/// Replicates until `stop_after` of them are as large as the data, or all.
std::vector<double> simulate(const ScanStudy& study, double observed, const ScanOptions& options,
                             const Control& control) {
  const RandomCases random_cases(options.model, study.population,
                                 static_cast<std::uint64_t>(study.likelihood.total_cases));
  const std::size_t largest =
      std::max(kLanes, kLargestBatch / study.population.size() / kLanes * kLanes);
  std::size_t batch = options.stop_after == 0 ? largest : std::min(largest, kFirstBatch);
  std::vector<double> maxima;
  std::uint32_t as_large = 0;
  while (maxima.size() < options.replicates) {
    const std::size_t size = std::min<std::size_t>(batch, options.replicates - maxima.size());
    for (const double maximum :
         maxima_of_batch(study, random_cases, options.seed, maxima.size(), size, control)) {
      maxima.push_back(maximum);
      if (maximum >= observed && ++as_large == options.stop_after) return maxima;
    }
    batch = std::min(largest, 2 * batch);
  }
  return maxima;
}

void check_numbers(std::span<const std::uint32_t> cases, std::span<const double> population,
                   ScanModel model) {
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const double members = population[i];
    expects(std::isfinite(members) && members >= 0.0, "populations are finite and not negative");
    expects(members > 0.0 || cases[i] == 0, "no cases without population");
    if (model == ScanModel::bernoulli) {
      expects(members == std::floor(members) && members < 0x1p53, "populations are whole");
      expects(members >= static_cast<double>(cases[i]), "cases are members of the population");
    }
    total += cases[i];
  }
  expects(total < (std::uint64_t{1} << 30U), "fewer than 2^30 cases");
}

void check_options(const ScanOptions& options, std::span<const Position> sites) {
  expects(options.largest_share > 0.0 && options.largest_share <= 0.5,
          "windows hold up to one half of the population");
  expects(options.min_cases >= 1, "a window without cases is no cluster");
  expects(std::isfinite(options.ellipse_exponent) && options.ellipse_exponent >= 0.0,
          "the penalty's exponent is not negative");
  for (const EllipseFamily& family : options.ellipses) {
    expects(std::isfinite(family.shape) && family.shape > 1.0 && family.angles >= 1,
            "ellipses are longer than wide and have an angle");
  }
  for (const Position& p : sites) {
    expects(std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z),
            "coordinates must be finite");
  }
  const bool flat = std::ranges::all_of(sites, [](const Position& p) { return p.z == 0.0; });
  expects(options.ellipses.empty() || flat, "ellipses lie on a plane");
}

}  // namespace

ScanResult scan(std::span<const Position> sites, std::span<const std::uint32_t> cases,
                std::span<const double> population, const ScanOptions& options,
                const Control& control) {
  expects(sites.size() == cases.size() && sites.size() == population.size(),
          "one count and one population per site");
  check_numbers(cases, population, options.model);
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
    cluster.p_value = rank_p_value(cluster.statistic, result.maxima, options.stop_after);
    cluster.gumbel_p = gumbel_p_value(cluster.statistic, result.maxima);
  }
  return result;
}

}  // namespace rawan
