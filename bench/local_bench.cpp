#include "rawan/algorithms/emerging_hot_spots.h"
#include "rawan/algorithms/exposure_null.h"
#include "rawan/algorithms/false_discovery.h"
#include "rawan/algorithms/geary.h"
#include "rawan/algorithms/getis_ord.h"
#include "rawan/algorithms/global_permutation.h"
#include "rawan/algorithms/permutation.h"
#include "rawan/algorithms/rate_summaries.h"
#include "rawan/algorithms/space_time.h"
#include "support/patterns.h"
#include "support/shapes.h"
#include "support/spatial_weights.h"

#include <benchmark/benchmark.h>
#include <cmath>

namespace rawan {
namespace {

/// As many villages to the unit of area everywhere, counts of reports, and the 6 nearest.
struct Country {
  std::vector<Point> sites;
  std::vector<double> counts;

  explicit Country(std::int64_t villages) {
    Stream random(1, 0);
    const auto n = static_cast<std::size_t>(villages);
    sites = testing::random_points(n, std::sqrt(double(n)), random);
    for (std::size_t i = 0; i < n; ++i) counts.push_back(double(random.poisson(5.6)));
  }
};

/// The number of villages in the national boundary file is 83,402; 999 replicates.
void permute(benchmark::State& state, LocalStatistic statistic) {
  const Country country(state.range(0));
  const Weights weights = nearest_weights(country.sites, 6);
  for (auto _ : state) {
    benchmark::DoNotOptimize(conditional_permutation(weights, country.counts, statistic, {}));
  }
  state.counters["draws"] = benchmark::Counter(double(weights.nonZeros()) * 999.0,
                                               benchmark::Counter::kIsIterationInvariantRate);
  state.SetComplexityN(state.range(0));
}

void permute_getis_ord(benchmark::State& state) {
  permute(state, LocalStatistic::getis_ord);
}
BENCHMARK(permute_getis_ord)
    ->Arg(1000)
    ->Arg(10'000)
    ->Arg(83'402)
    ->Arg(1'000'000)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond)
    ->Complexity();

void permute_geary(benchmark::State& state) {
  permute(state, LocalStatistic::geary);
}
BENCHMARK(permute_geary)
    ->Arg(83'402)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void permute_wide_band(benchmark::State& state) {
  const Country country(83'402);
  const Weights weights =
      nearest_weights(country.sites, static_cast<std::uint32_t>(state.range(0)));
  for (auto _ : state) {
    benchmark::DoNotOptimize(conditional_permutation(
        weights, country.counts, LocalStatistic::getis_ord, {.replicates = 99}));
  }
}
BENCHMARK(permute_wide_band)
    ->Arg(16)
    ->Arg(17)
    ->Arg(100)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void find_nearest(benchmark::State& state) {
  const Country country(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(nearest_weights(country.sites, 6));
  state.SetComplexityN(state.range(0));
}
BENCHMARK(find_nearest)
    ->RangeMultiplier(10)
    ->Range(1000, 1'000'000)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond)
    ->Complexity();

/// side x side villages whose borders have 40 edges each.
void find_contiguous(benchmark::State& state) {
  Stream random(2, 0);
  const auto areas = testing::tiling(static_cast<std::size_t>(state.range(0)), 40, random);
  for (auto _ : state) {
    benchmark::DoNotOptimize(contiguity_weights(areas, Contiguity::rook, Meters(0.0)));
  }
  state.SetComplexityN(state.range(0) * state.range(0));
}
BENCHMARK(find_contiguous)
    ->Arg(32)
    ->Arg(100)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void score_gi_star(benchmark::State& state) {
  const Country country(state.range(0));
  const Weights weights = with_self(nearest_weights(country.sites, 6));
  for (auto _ : state) benchmark::DoNotOptimize(getis_ord_gi_star(weights, country.counts));
  state.SetComplexityN(state.range(0));
}
BENCHMARK(score_gi_star)
    ->RangeMultiplier(10)
    ->Range(1000, 1'000'000)
    ->Unit(benchmark::kMillisecond)
    ->Complexity();

void measure_moran(benchmark::State& state) {
  const Country country(state.range(0));
  const Weights weights = nearest_weights(country.sites, 6);
  for (auto _ : state) benchmark::DoNotOptimize(global_moran(weights, country.counts));
}
BENCHMARK(measure_moran)->Arg(83'402)->Unit(benchmark::kMillisecond);

void adjust_p_values(benchmark::State& state) {
  Stream random(3, 0);
  std::vector<double> p;
  for (std::int64_t i = 0; i < state.range(0); ++i) p.push_back(random.uniform());
  for (auto _ : state) benchmark::DoNotOptimize(benjamini_hochberg(p));
}
BENCHMARK(adjust_p_values)->Arg(83'402)->Unit(benchmark::kMillisecond);

/// The exact tail takes the place of permutations for a map of the whole country.
void find_exposure_tail(benchmark::State& state) {
  const Country country(state.range(0));
  const Weights weights = with_self(nearest_weights(country.sites, 6));
  const std::vector<double> exposure(country.counts.size(), 1.0);
  for (auto _ : state) {
    benchmark::DoNotOptimize(exposure_tail(weights, country.counts, exposure));
  }
}
BENCHMARK(find_exposure_tail)
    ->Arg(83'402)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void simulate_exposure(benchmark::State& state) {
  const Country country(state.range(0));
  const Weights weights = with_self(nearest_weights(country.sites, 6));
  const std::vector<double> exposure(country.counts.size(), 1.0);
  for (auto _ : state) {
    benchmark::DoNotOptimize(exposure_simulation(weights, country.counts, exposure,
                                                 LocalStatistic::getis_ord, {.replicates = 99}));
  }
}
BENCHMARK(simulate_exposure)
    ->Arg(1000)
    ->Arg(10'000)
    ->Arg(83'402)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void permute_whole_map(benchmark::State& state) {
  const Country country(state.range(0));
  const Weights weights = nearest_weights(country.sites, 6);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        global_permutation(weights, country.counts, GlobalStatistic::moran, {.replicates = 99}));
  }
}
BENCHMARK(permute_whole_map)
    ->Arg(1000)
    ->Arg(10'000)
    ->Arg(83'402)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void summarize_country(benchmark::State& state) {
  const Country country(state.range(0));
  const std::vector<double> exposure(country.counts.size(), 20.0);
  for (auto _ : state) benchmark::DoNotOptimize(summarize_rates(country.counts, exposure));
}
BENCHMARK(summarize_country)
    ->Arg(124)
    ->Arg(2000)
    ->Arg(83'402)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

/// Three bands of distance and four of time, 999 orders of the times.
void tabulate_near_repeats(benchmark::State& state) {
  Stream random(4, 0);
  const auto n = static_cast<std::size_t>(state.range(0));
  const auto events = testing::random_points(n, 100.0 * std::sqrt(double(n)), random);
  std::vector<double> days;
  for (std::size_t i = 0; i < n; ++i) days.push_back(double(random.below(365)));
  const auto distances = bands_between(std::vector<double>{0, 100, 200, 300});
  const auto spans = bands_between(std::vector<double>{0, 7, 14, 21, 28});
  for (auto _ : state) benchmark::DoNotOptimize(knox(events, days, distances, spans));
  state.SetComplexityN(state.range(0));
}
BENCHMARK(tabulate_near_repeats)
    ->Arg(1000)
    ->Arg(10'000)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void class_hot_spots(benchmark::State& state) {
  Stream random(5, 0);
  const Country country(state.range(0));
  const Weights weights = nearest_weights(country.sites, 6);
  constexpr std::size_t kSteps = 12;
  std::vector<double> cases;
  for (std::size_t i = 0; i < kSteps * country.sites.size(); ++i) {
    cases.push_back(double(random.poisson(2.0)));
  }
  const std::vector<double> exposure(cases.size(), 1.0);
  for (auto _ : state) {
    benchmark::DoNotOptimize(emerging_hot_spots(weights, cases, exposure, kSteps));
  }
}
BENCHMARK(class_hot_spots)
    ->Arg(1000)
    ->Arg(10'000)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace rawan
