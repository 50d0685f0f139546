#include "rawan/algorithms/network_density.h"
#include "support/networks.h"

#include <benchmark/benchmark.h>

namespace rawan {
namespace {

/// A town of 30 x 30 blocks of some 100 m: 186 km of streets in lixels of 20 m.
struct Town {
  LineNetwork network;
  std::vector<NetworkPosition> places;
  std::vector<NetworkPosition> events;

  explicit Town(std::int64_t reports) : network(streets()) {
    Stream random(2, 0);
    places = testing::centers(lixels(network, Meters(20.0)));
    events = testing::random_positions(network, static_cast<std::size_t>(reports), random);
  }

  static std::vector<Polyline> streets() {
    Stream random(1, 0);
    return testing::street_mesh(30, random);
  }
};

/// Arguments: number of reports, bandwidth in meters.
void spread(benchmark::State& state, NetworkKernel method) {
  const Town town(state.range(0));
  const NetworkDensityOptions options{.method = method,
                                      .bandwidth = Meters(double(state.range(1)))};
  for (auto _ : state) {
    benchmark::DoNotOptimize(network_density(town.network, town.events, {}, town.places, options));
  }
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  for (const std::int64_t n : {1'000, 10'000, 100'000}) benchmark->Args({n, 300});
  benchmark->Args({10'000, 150})->Args({10'000, 600});
  benchmark->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
}
BENCHMARK_CAPTURE(spread, simple, NetworkKernel::simple)->Apply(sizes);
BENCHMARK_CAPTURE(spread, discontinuous, NetworkKernel::discontinuous)->Apply(sizes);
BENCHMARK_CAPTURE(spread, continuous, NetworkKernel::continuous)->Apply(sizes);

/// blocks x blocks of streets.
void build_network(benchmark::State& state, Junctions junctions) {
  Stream random(3, 0);
  const auto lines = testing::street_mesh(static_cast<std::size_t>(state.range(0)), random);
  for (auto _ : state) {
    benchmark::DoNotOptimize(LineNetwork(lines, {junctions, Meters(1.0)}));
  }
  state.SetComplexityN(state.range(0) * state.range(0));
}
BENCHMARK_CAPTURE(build_network, vertices, Junctions::vertices)
    ->Arg(30)
    ->Arg(100)
    ->Arg(300)
    ->Unit(benchmark::kMillisecond)
    ->Complexity();
BENCHMARK_CAPTURE(build_network, crossings, Junctions::crossings)
    ->Arg(30)
    ->Arg(100)
    ->Arg(300)
    ->Unit(benchmark::kMillisecond)
    ->Complexity();

void snap_reports(benchmark::State& state) {
  const LineNetwork network(Town::streets());
  Stream random(4, 0);
  const auto points =
      testing::random_points(static_cast<std::size_t>(state.range(0)), 3000.0, random);
  for (auto _ : state) benchmark::DoNotOptimize(network.nearest(points, Meters(100.0)));
}
BENCHMARK(snap_reports)
    ->Arg(1'000'000)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace rawan
