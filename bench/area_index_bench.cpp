#include "rawan/algorithms/polygons.h"
#include "support/patterns.h"
#include "support/shapes.h"

#include <benchmark/benchmark.h>

namespace rawan {
namespace {

/// side x side villages with 104 edges each, as the national file has on average.
std::vector<Polygon> villages(std::int64_t side) {
  Stream random(1, 0);
  return testing::tiling(static_cast<std::size_t>(side), 26, random);
}

void build_index(benchmark::State& state) {
  const std::vector<Polygon> areas = villages(state.range(0));
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<Polygon> copy = areas;
    state.ResumeTiming();
    benchmark::DoNotOptimize(AreaIndex(std::move(copy)));
  }
  state.SetComplexityN(state.range(0) * state.range(0));
}
BENCHMARK(build_index)
    ->Arg(29)
    ->Arg(91)
    ->Arg(289)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond)
    ->Complexity();

/// Arguments: side of the country in villages, number of reports.
void locate_reports(benchmark::State& state) {
  const AreaIndex index(villages(state.range(0)));
  Stream random(2, 0);
  const auto reports = testing::random_points(static_cast<std::size_t>(state.range(1)),
                                              10.0 * double(state.range(0)), random);
  for (auto _ : state) benchmark::DoNotOptimize(index.locate(reports, Meters(0.0)));
  state.SetComplexityN(state.range(1));
}
BENCHMARK(locate_reports)
    ->Args({289, 46'600})
    ->Args({289, 466'000})
    ->Args({289, 4'660'000})
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond)
    ->Complexity();

}  // namespace
}  // namespace rawan
