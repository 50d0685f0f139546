#include "rawan/algorithms/cluster_significance.h"
#include "rawan/algorithms/dbscan.h"
#include "rawan/algorithms/hdbscan.h"
#include "rawan/algorithms/outlines.h"
#include "rawan/algorithms/st_dbscan.h"
#include "support/clustered_points.h"

#include <benchmark/benchmark.h>
#include <cstdint>
#include <vector>

namespace rawan {
namespace {

std::vector<Point> points_of(const benchmark::State& state) {
  return testing::clustered_points(static_cast<std::size_t>(state.range(0)));
}

void bm_dbscan(benchmark::State& state) {
  const auto points = points_of(state);
  for (auto _ : state) {
    benchmark::DoNotOptimize(dbscan(points, {}, {.radius = 150_m, .min_points = 20}));
  }
  state.SetComplexityN(state.range(0));
}

void bm_st_dbscan(benchmark::State& state) {
  const auto points = points_of(state);
  std::vector<double> days(points.size());
  Stream random(2, 0);
  for (double& day : days) day = 30.0 * random.uniform();
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        st_dbscan(points, days, {}, {.radius = 150_m, .time_radius = 7.0, .min_points = 20}));
  }
  state.SetComplexityN(state.range(0));
}

void bm_hdbscan(benchmark::State& state) {
  const auto points = points_of(state);
  for (auto _ : state) {
    benchmark::DoNotOptimize(hdbscan(points, {}, {.min_points = 20, .min_cluster_size = 50}));
  }
  state.SetComplexityN(state.range(0));
}

void bm_alpha_shape(benchmark::State& state) {
  const auto points = points_of(state);
  for (auto _ : state) benchmark::DoNotOptimize(alpha_shape(points, 200_m));
  state.SetComplexityN(state.range(0));
}

void bm_cluster_test(benchmark::State& state) {
  const auto places = points_of(state);
  const std::vector<double> effort(places.size(), 1.0);
  const std::vector<std::uint32_t> sizes{100};
  const LargestCluster largest = [](std::span<const Point> points) {
    std::uint32_t most = 0;
    const Clustering found = dbscan(points, {}, {.radius = 150_m, .min_points = 20});
    for (const std::uint32_t size : cluster_sizes(found.label)) most = std::max(most, size);
    return most;
  };
  for (auto _ : state) {
    benchmark::DoNotOptimize(cluster_test(sizes, places.size(), {places, effort}, largest,
                                          {.replicates = 99, .jitter = 100_m}));
  }
  state.SetComplexityN(state.range(0));
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  for (const std::int64_t n : {1'000, 10'000, 100'000, 1'000'000}) benchmark->Arg(n);
  benchmark->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime()->Complexity();
}

BENCHMARK(bm_dbscan)->Apply(sizes);
BENCHMARK(bm_st_dbscan)->Apply(sizes);
BENCHMARK(bm_hdbscan)->Apply(sizes);
BENCHMARK(bm_alpha_shape)->Apply(sizes);
BENCHMARK(bm_cluster_test)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace rawan
