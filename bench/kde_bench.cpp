#include "rawan/algorithms/kde.h"
#include "rawan/algorithms/random.h"

#include <benchmark/benchmark.h>
#include <cmath>
#include <numbers>
#include <vector>

namespace rawan {
namespace {

constexpr double kEast = 1280.0;
constexpr double kNorth = 960.0;

/// Parents uniform in the frame, children around them with a standard deviation of 20 cells; one
/// event in five is background.
std::vector<Point> clustered_points(std::size_t n) {
  Stream random(1, 0);
  std::vector<Point> parents(200);
  for (Point& p : parents) p = {kEast * random.uniform(), kNorth * random.uniform()};
  std::vector<Point> points(n);
  for (Point& p : points) {
    p = {kEast * random.uniform(), kNorth * random.uniform()};
    if (random.uniform() < 0.2) continue;
    const Point parent = parents[random.below(parents.size())];
    const double radius = 20.0 * std::sqrt(-2.0 * std::log1p(-random.uniform()));
    const double angle = 2.0 * std::numbers::pi * random.uniform();
    p = {parent.x + radius * std::cos(angle), parent.y + radius * std::sin(angle)};
  }
  return points;
}

/// A polygon-like window: an ellipse with a round hole.
Grid<std::uint8_t> ellipse_with_hole(const GridFrame& frame) {
  Grid<std::uint8_t> window{frame, std::vector<std::uint8_t>(frame.size(), 0)};
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const Point c = frame.center(i / frame.columns, i % frame.columns);
    const double x = c.x / kEast - 0.5;
    const double y = c.y / kNorth - 0.5;
    const bool hole = std::hypot(x - 0.1, y) < 0.08;
    window.values[i] = std::hypot(x, y) < 0.48 && !hole ? 1 : 0;
  }
  return window;
}

std::vector<Point> inside(const std::vector<Point>& points, const Grid<std::uint8_t>& window) {
  std::vector<Point> kept;
  for (const Point p : points) {
    if (p.x < 0.0 || p.x >= kEast || p.y <= 0.0 || p.y > kNorth) continue;
    const auto row = static_cast<std::size_t>(kNorth - p.y);
    if (window.at(row, static_cast<std::size_t>(p.x)) != 0) kept.push_back(p);
  }
  return kept;
}

GridFrame frame() {
  return {.north_west = {0.0, kNorth}, .cell = Meters(1.0), .rows = 960, .columns = 1280};
}

/// Arguments: number of events, bandwidth in cells.
void plain(benchmark::State& state, Kernel kernel) {
  const auto points = clustered_points(static_cast<std::size_t>(state.range(0)));
  const DensityOptions options{kernel, Meters(static_cast<double>(state.range(1))),
                               EdgeCorrection::none};
  const Grid<std::uint8_t> plane{frame(), {}};
  for (auto _ : state) benchmark::DoNotOptimize(kernel_density(points, {}, plane, options));
}

void corrected(benchmark::State& state, Kernel kernel) {
  const Grid<std::uint8_t> window = ellipse_with_hole(frame());
  const auto points = inside(clustered_points(static_cast<std::size_t>(state.range(0))), window);
  const DensityOptions options{kernel, Meters(static_cast<double>(state.range(1))),
                               EdgeCorrection::jones_diggle};
  for (auto _ : state) benchmark::DoNotOptimize(kernel_density(points, {}, window, options));
  state.counters["events"] = static_cast<double>(points.size());
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  for (const std::int64_t n : {1'000, 10'000, 100'000, 1'000'000}) benchmark->Args({n, 52});
  benchmark->Args({1'000'000, 26})->Args({1'000'000, 104});
  benchmark->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
}

BENCHMARK_CAPTURE(plain, uniform, Kernel::uniform)->Apply(sizes);
BENCHMARK_CAPTURE(plain, epanechnikov, Kernel::epanechnikov)->Apply(sizes);
BENCHMARK_CAPTURE(plain, quartic, Kernel::quartic)->Apply(sizes);
BENCHMARK_CAPTURE(plain, triweight, Kernel::triweight)->Apply(sizes);
BENCHMARK_CAPTURE(plain, gaussian, Kernel::gaussian)->Apply(sizes);
BENCHMARK_CAPTURE(corrected, quartic, Kernel::quartic)->Apply(sizes);
BENCHMARK_CAPTURE(corrected, gaussian, Kernel::gaussian)->Apply(sizes);

}  // namespace
}  // namespace rawan
