#include "rawan/algorithms/adaptive_density.h"
#include "rawan/algorithms/bandwidth_selectors.h"
#include "rawan/algorithms/contours.h"
#include "rawan/algorithms/kde.h"
#include "rawan/algorithms/random.h"
#include "rawan/algorithms/variable_density.h"
#include "rawan/algorithms/zonal_sums.h"
#include "support/shapes.h"

#include <benchmark/benchmark.h>
#include <vector>

namespace rawan {
namespace {

constexpr double kSide = 1000.0;

/// Half of the events on a plain, half around 50 places; in the square of 1,000 cells.
std::vector<Point> clustered(std::size_t n) {
  Stream random(1, 0);
  std::vector<Point> centers(50);
  for (Point& p : centers) p = {kSide * random.uniform(), kSide * random.uniform()};
  std::vector<Point> points;
  while (points.size() < n) {
    Point p{kSide * random.uniform(), kSide * random.uniform()};
    if (random.uniform() < 0.5) {
      const Point center = centers[random.below(centers.size())];
      p = {center.x + 15.0 * random.normal(), center.y + 15.0 * random.normal()};
    }
    if (p.x > 0.0 && p.x < kSide && p.y > 0.0 && p.y < kSide) points.push_back(p);
  }
  return points;
}

Grid<std::uint8_t> window(std::size_t cells) {
  const GridFrame frame{.north_west = {0.0, kSide},
                        .cell = Meters(kSide / static_cast<double>(cells)),
                        .rows = cells,
                        .columns = cells};
  return {frame, std::vector<std::uint8_t>(frame.size(), 1)};
}

Grid<double> surface() {
  return kernel_density(clustered(10'000), {}, window(1000),
                        {.kernel = Kernel::quartic, .bandwidth = Meters(40.0)});
}

void adaptive(benchmark::State& state, EdgeCorrection edge) {
  const auto points = clustered(static_cast<std::size_t>(state.range(0)));
  const auto cells = window(500);
  const AdaptiveOptions options{
      .bandwidth = Meters(20.0), .pilot_bandwidth = Meters(20.0), .edge = edge};
  for (auto _ : state) benchmark::DoNotOptimize(adaptive_density(points, {}, cells, options));
}

void standard_error(benchmark::State& state) {
  const auto points = clustered(static_cast<std::size_t>(state.range(0)));
  const auto cells = window(500);
  const DensityOptions options{.kernel = Kernel::quartic, .bandwidth = Meters(40.0)};
  for (auto _ : state) benchmark::DoNotOptimize(density_standard_error(points, {}, cells, options));
}

void zones(benchmark::State& state) {
  Stream random(2, 0);
  const auto tiles = testing::tiling(static_cast<std::size_t>(state.range(0)), 10, random);
  const auto grid = surface();
  for (auto _ : state) benchmark::DoNotOptimize(zonal_sums(grid, tiles));
}

void contour(benchmark::State& state) {
  const auto grid = surface();
  const auto levels = mass_levels(grid, std::vector<double>{0.1, 0.5, 0.9});
  for (auto _ : state) benchmark::DoNotOptimize(contours(grid, levels));
}

void berman_diggle(benchmark::State& state) {
  const auto points = clustered(static_cast<std::size_t>(state.range(0)));
  const Polygon square = testing::rectangle({0.0, 0.0}, {kSide, kSide});
  const auto candidates = berman_diggle_candidates(square);
  for (auto _ : state) {
    benchmark::DoNotOptimize(berman_diggle_bandwidth(points, square, candidates));
  }
}

void likelihood(benchmark::State& state) {
  const auto points = clustered(static_cast<std::size_t>(state.range(0)));
  const auto candidates = bandwidth_candidates(points);
  const auto cells = window(128);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        likelihood_bandwidth_in(cells, EdgeCorrection::uniform, points, candidates));
  }
}

void decades(benchmark::internal::Benchmark* benchmark) {
  for (const std::int64_t n : {1'000, 10'000, 100'000}) benchmark->Arg(n);
  benchmark->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  for (const std::int64_t n : {200, 2'000}) benchmark->Arg(n);
  benchmark->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
}

BENCHMARK_CAPTURE(adaptive, none, EdgeCorrection::none)->Apply(decades);
BENCHMARK_CAPTURE(adaptive, jones_diggle, EdgeCorrection::jones_diggle)->Apply(decades);
BENCHMARK(standard_error)->Apply(decades);
BENCHMARK(zones)->Arg(10)->Arg(100)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(contour)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(berman_diggle)->Apply(sizes);
BENCHMARK(likelihood)->Apply(sizes);

}  // namespace
}  // namespace rawan
