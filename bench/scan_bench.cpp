#include "rawan/algorithms/flexible_scan.h"
#include "rawan/algorithms/random.h"
#include "rawan/algorithms/scan_statistic.h"
#include "rawan/algorithms/space_time_scan.h"

#include <benchmark/benchmark.h>
#include <cmath>

namespace rawan {
namespace {

struct Country {
  std::vector<Position> sites;
  std::vector<double> population;
  std::vector<std::uint32_t> cases;
};

/// Villages in a thousand towns of different size, lognormal populations, cases by population.
Country simulate_country(std::size_t villages, std::size_t cases) {
  Stream random(1, 0);
  std::vector<Point> towns;
  for (int i = 0; i < 1000; ++i) {
    towns.push_back({5e6 * random.uniform(), 2e6 * random.uniform()});
  }
  Country country;
  std::vector<double> running;
  for (std::size_t i = 0; i < villages; ++i) {
    const double rank = random.uniform();
    const Point town = towns[std::size_t(1000.0 * rank * rank)];
    country.sites.push_back({town.x + 2e4 * random.normal(), town.y + 2e4 * random.normal(), 0.0});
    country.population.push_back(std::round(std::exp(7.5 + random.normal())));
    running.push_back((running.empty() ? 0.0 : running.back()) + country.population.back());
  }
  country.cases.assign(villages, 0);
  for (std::size_t i = 0; i < cases; ++i) {
    const auto at = std::ranges::upper_bound(running, random.uniform() * running.back());
    ++country.cases[std::min<std::size_t>(std::size_t(at - running.begin()), villages - 1)];
  }
  return country;
}

/// Arguments: villages, cases, replicates. Windows to 0.5 % of the population.
void poisson_scan(benchmark::State& state) {
  const Country country =
      simulate_country(std::size_t(state.range(0)), std::size_t(state.range(1)));
  const ScanOptions options{.largest_share = 0.005,
                            .replicates = static_cast<std::uint32_t>(state.range(2))};
  for ([[maybe_unused]] const auto& run : state) {
    benchmark::DoNotOptimize(scan(country.sites, country.cases, country.population, options));
  }
}
BENCHMARK(poisson_scan)
    ->Args({10'000, 2'000, 0})
    ->Args({10'000, 2'000, 999})
    ->Args({83'402, 10'000, 999})
    ->Args({83'402, 466'000, 999})
    ->Unit(benchmark::kSecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Iterations(1);

/// Arguments: villages, cases, replicates. Areas of 6 neighbors, windows among 15.
void flexible_scan(benchmark::State& state) {
  const Country country =
      simulate_country(std::size_t(state.range(0)), std::size_t(state.range(1)));
  std::vector<Point> points;
  for (const Position& p : country.sites) points.push_back({p.x, p.y});
  const Weights adjacency = nearest_weights(points, 6);
  const FlexibleScanOptions options{.replicates = static_cast<std::uint32_t>(state.range(2))};
  for ([[maybe_unused]] const auto& run : state) {
    benchmark::DoNotOptimize(
        rawan::flexible_scan(country.sites, adjacency, country.cases, country.population, options));
  }
}
BENCHMARK(flexible_scan)
    ->Args({1'000, 2'000, 999})
    ->Args({10'000, 20'000, 999})
    ->Unit(benchmark::kSecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Iterations(1);

/// Arguments: villages, cases, periods, replicates. Permutation; circles to 5 % of the cases.
void space_time_scan(benchmark::State& state) {
  const Country country =
      simulate_country(std::size_t(state.range(0)), std::size_t(state.range(1)));
  const auto periods = static_cast<std::uint32_t>(state.range(2));
  Stream random(2, 0);
  std::vector<SpaceTimeCases> cases;
  for (std::uint32_t site = 0; site < country.cases.size(); ++site) {
    for (std::uint32_t k = 0; k < country.cases[site]; ++k) {
      cases.push_back({site, static_cast<std::uint32_t>(random.below(periods)), 1});
    }
  }
  const SpaceTimeScanOptions options{.largest_share = 0.05,
                                     .replicates = static_cast<std::uint32_t>(state.range(3))};
  for ([[maybe_unused]] const auto& run : state) {
    benchmark::DoNotOptimize(rawan::space_time_scan(country.sites, cases, periods, {},
                                                    SpaceTimeModel::permutation, options));
  }
}
BENCHMARK(space_time_scan)
    ->Args({124, 2'000, 52, 999})
    ->Args({1'000, 2'000, 52, 999})
    ->Unit(benchmark::kSecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Iterations(1);

}  // namespace
}  // namespace rawan
