#include "rawan/algorithms/flexible_scan.h"

#include "connected_windows.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "scan_cases.h"
#include "scan_checks.h"
#include "scan_clusters.h"
#include "scan_replicates.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace rawan {
namespace {

constexpr std::size_t kLargestBatch = 256;  // replicates

/// The areas in an order that depends on what they are, not on their rows.
struct Areas {
  std::vector<std::uint32_t> site;  ///< Of the caller.
  std::vector<Position> position;
  std::vector<std::uint32_t> cases;
  std::vector<double> population;
  Weights adjacency;
};

std::vector<std::uint32_t> order_of(std::span<const Position> sites,
                                    std::span<const std::uint32_t> cases,
                                    std::span<const double> population) {
  std::vector<std::uint32_t> order(sites.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(
      order, {}, [&](std::uint32_t i) { return std::tuple(sites[i], population[i], cases[i], i); });
  return order;
}

Weights reordered(const Weights& weights, std::span<const std::uint32_t> order) {
  Eigen::PermutationMatrix<Eigen::Dynamic> to(weights.rows());
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    to.indices()[static_cast<Eigen::Index>(order[rank])] = static_cast<int>(rank);
  }
  Weights result;
  result = weights.twistedBy(to);
  return result;
}

Areas sorted_areas(std::span<const Position> sites, const Weights& adjacency,
                   std::span<const std::uint32_t> cases, std::span<const double> population) {
  Areas areas;
  areas.site = order_of(sites, cases, population);
  for (const std::uint32_t i : areas.site) {
    areas.position.push_back(sites[i]);
    areas.cases.push_back(cases[i]);
    areas.population.push_back(population[i]);
  }
  areas.adjacency = reordered(adjacency, areas.site);
  return areas;
}

double mid_p(const ScanLikelihood& likelihood, std::uint32_t cases, double population) {
  if (likelihood.model == ScanModel::poisson) {
    return poisson_mid_p(cases, likelihood.expected(population));
  }
  return binomial_mid_p(cases, static_cast<std::uint64_t>(population),
                        likelihood.total_cases / likelihood.total_population);
}

/// The fewest cases whose mid-p is below the limit; one more than there are if none.
std::uint32_t fewest_cases(const ScanLikelihood& likelihood, double population, double limit) {
  std::uint32_t least = 0;
  auto beyond = static_cast<std::uint32_t>(likelihood.total_cases) + 1U;
  while (least < beyond) {
    const std::uint32_t middle = least + (beyond - least) / 2;
    if (mid_p(likelihood, middle, population) < limit) {
      beyond = middle;
    } else {
      least = middle + 1;
    }
  }
  return least;
}

struct FlexibleStudy {
  const Areas& areas;
  const Neighborhoods& around;
  WindowRules rules;
  std::vector<std::uint32_t> least;  ///< Cases to join a window; empty: none needed.
  std::uint64_t most_windows;

  ConnectedWindows windows(std::span<const std::uint32_t> cases) const {
    ConnectedWindows result(around, rules, areas.population, cases, least);
    result.limit(most_windows);
    return result;
  }
};

std::vector<std::uint32_t> least_cases(const Areas& areas, const ScanLikelihood& likelihood,
                                       double limit) {
  std::vector<std::uint32_t> least;
  if (limit >= 1.0) return least;
  least.resize(areas.population.size());
  parallel_for(least.size(), [&](std::size_t i) {
    least[i] = fewest_cases(likelihood, areas.population[i], limit);
  });
  return least;
}

std::vector<FlexibleWindow> best_windows(const FlexibleStudy& study, const Control& control) {
  ConnectedWindows windows = study.windows(study.areas.cases);
  std::vector<FlexibleWindow> best;
  for (std::uint32_t start = 0; start < study.around.size(); ++start) {
    control.check();
    const FlexibleWindow window = windows.best_of(start);
    if (window.statistic > least_statistic(study.rules.likelihood.total_cases)) {
      best.push_back(window);
    }
  }
  std::ranges::sort(best, {}, [](const FlexibleWindow& w) {
    return std::tuple(-w.statistic, w.start, w.members);
  });
  return best;
}

double largest_statistic(const FlexibleStudy& study, std::span<const std::uint32_t> cases,
                         const Control& control) {
  ConnectedWindows windows = study.windows(cases);
  double largest = 0.0;
  for (std::uint32_t start = 0; start < study.around.size(); ++start) {
    if (start % 1024 == 0) control.check();
    largest = std::max(largest, windows.best_of(start).statistic);
  }
  return largest;
}

ScanCluster described(const FlexibleStudy& study, const FlexibleWindow& window,
                      std::span<const std::uint32_t> inside) {
  const Areas& areas = study.areas;
  ScanCluster cluster;
  cluster.center = areas.site[window.start];
  for (const std::uint32_t area : inside) {
    cluster.members.push_back(areas.site[area]);
    cluster.cases += areas.cases[area];
    cluster.population += areas.population[area];
    cluster.radius =
        std::max(cluster.radius, distance(areas.position[window.start], areas.position[area]));
  }
  add_risk(study.rules.likelihood, cluster);
  cluster.statistic = window.statistic;
  return cluster;
}

std::vector<std::uint32_t> areas_inside(const FlexibleStudy& study, const FlexibleWindow& window) {
  std::vector<std::uint32_t> inside;
  const auto members = study.around.members(window.start);
  for (std::size_t k = 0; k < members.size(); ++k) {
    if ((window.members >> k & 1U) != 0) inside.push_back(members[k]);
  }
  return inside;
}

std::vector<ScanCluster> disjoint_clusters(const FlexibleStudy& study, const Control& control) {
  std::vector<std::uint8_t> taken(study.around.size(), 0);
  std::vector<ScanCluster> clusters;
  for (const FlexibleWindow& window : best_windows(study, control)) {
    const std::vector<std::uint32_t> inside = areas_inside(study, window);
    if (std::ranges::any_of(inside, [&](std::uint32_t area) { return taken[area] != 0; })) continue;
    for (const std::uint32_t area : inside) taken[area] = 1;
    clusters.push_back(described(study, window, inside));
  }
  return clusters;
}

std::vector<double> simulate(const FlexibleStudy& study, double observed,
                             const FlexibleScanOptions& options, const Control& control) {
  const ScanLikelihood& likelihood = study.rules.likelihood;
  const RandomCases random_cases(likelihood.model, study.areas.population,
                                 static_cast<std::uint64_t>(likelihood.total_cases));
  control.expect(options.replicates);
  return replicate(observed, {options.replicates, options.stop_after, kLargestBatch},
                   [&](std::size_t first, std::size_t size) {
                     std::vector<double> maxima(size);
                     parallel_for(size, [&](std::size_t i) {
                       control.step();
                       Stream random(options.seed, first + i);
                       std::vector<std::int32_t> counts(study.around.size(), 0);
                       random_cases.draw(random, counts, 1);
                       const std::vector<std::uint32_t> cases(counts.begin(), counts.end());
                       maxima[i] = largest_statistic(study, cases, control);
                     });
                     return maxima;
                   });
}

void check_options(const FlexibleScanOptions& options, std::span<const Position> sites,
                   const Weights& adjacency) {
  check_window_limits(options.largest_share, options.min_cases);
  check_positions(sites);
  expects(options.nearest >= 1 && options.nearest <= Neighborhoods::kMost,
          "windows choose from 1 to 64 areas");
  expects(options.mid_p_limit > 0.0 && options.mid_p_limit <= 1.0, "a limit on a probability");
  const auto n = static_cast<Eigen::Index>(sites.size());
  expects(adjacency.rows() == n && adjacency.cols() == n, "adjacency is n x n");
}

}  // namespace

ScanResult flexible_scan(std::span<const Position> sites, const Weights& adjacency,
                         std::span<const std::uint32_t> cases, std::span<const double> population,
                         const FlexibleScanOptions& options, const Control& control) {
  expects(sites.size() == cases.size(), "one count per area");
  check_counts(cases, population, options.model);
  check_options(options, sites, adjacency);
  const double total_cases = std::accumulate(cases.begin(), cases.end(), 0.0);
  if (total_cases == 0.0) return {};
  const Areas areas = sorted_areas(sites, adjacency, cases, population);
  const double people = std::accumulate(areas.population.begin(), areas.population.end(), 0.0);
  const Neighborhoods around(areas.position, areas.adjacency, options.nearest);
  const ScanLikelihood likelihood{options.model, total_cases, people};
  const WindowRules rules{likelihood, options.min_cases,
                          options.largest_share * people * (1.0 + 1e-9)};
  const FlexibleStudy study{areas, around, rules,
                            least_cases(areas, likelihood, options.mid_p_limit),
                            options.most_windows};
  ScanResult result{disjoint_clusters(study, control), {}};
  if (result.clusters.empty()) return result;
  result.maxima = simulate(study, result.clusters.front().statistic, options, control);
  for (ScanCluster& cluster : result.clusters) {
    compare_with(result.maxima, options.stop_after, cluster);
  }
  return result;
}

}  // namespace rawan
