#include "rawan/algorithms/travel_times.h"
#include "support/road_graphs.h"
#include "support/threads.h"

#include <benchmark/benchmark.h>

namespace rawan {
namespace {

/// 300 stops anywhere on a road-like graph, on two threads.
void matrix_of_stops(benchmark::State& state) {
  const testing::RoadMesh mesh(static_cast<std::size_t>(state.range(0)), 1);
  const RoadGraph graph(mesh.nodes, mesh.edges);
  Stream random(1, 1);
  const auto stops = testing::random_places(mesh.edges.size(), 300, random);
  testing::with_threads(2, [&] {
    for (auto _ : state) benchmark::DoNotOptimize(travel_times(graph, stops, stops));
    return 0;
  });
  state.counters["arcs"] = static_cast<double>(graph.arcs());
}
BENCHMARK(matrix_of_stops)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

}  // namespace
}  // namespace rawan
