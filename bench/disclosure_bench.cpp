#include "rawan/algorithms/disclosure.h"
#include "support/country_table.h"

#include <algorithm>
#include <benchmark/benchmark.h>

namespace rawan::disclosure {
namespace {

/// Cells hidden for the sake of others, per cell hidden for its own.
double complementary_per_primary(const std::vector<Showing>& showing) {
  const auto number = [&](Showing s) { return double(std::ranges::count(showing, s)); };
  return number(Showing::complementary) / std::max(1.0, number(Showing::primary));
}

void suppress_country(benchmark::State& state) {
  const Table table = testing::country_table(
      {.kecamatan = static_cast<std::size_t>(state.range(0)), .years = state.range(1) != 0}, 1);
  const SuppressionOptions options{.exact_values = state.range(2) != 0};
  std::vector<Showing> showing;
  for ([[maybe_unused]] auto iteration : state) {
    showing = suppress(table, options);
    benchmark::DoNotOptimize(showing);
  }
  state.counters["complementary per primary"] = complementary_per_primary(showing);
}
BENCHMARK(suppress_country)
    ->ArgNames({"kecamatan", "years", "numbers"})
    ->ArgsProduct({{17, 7000}, {0, 1}, {0, 1}})
    ->Unit(benchmark::kMillisecond);

void audit_country(benchmark::State& state) {
  const Table table = testing::country_table(
      {.kecamatan = static_cast<std::size_t>(state.range(0)), .years = true}, 1);
  const SuppressionOptions options{.exact_values = true};
  const std::vector<Showing> showing = suppress(table, options);
  for ([[maybe_unused]] auto iteration : state) {
    benchmark::DoNotOptimize(audit(table, showing, options));
  }
}
BENCHMARK(audit_country)->ArgName("kecamatan")->Arg(700)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace rawan::disclosure
