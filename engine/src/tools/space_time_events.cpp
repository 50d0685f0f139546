#include "rawan/algorithms/polygons.h"
#include "rawan/algorithms/space_time_counts.h"
#include "tools/exposed_counts.h"
#include "tools/refusal.h"
#include "tools/space_time_series.h"

#include <algorithm>

namespace rawan::engine {
namespace {

constexpr Meters kTolerance(0.01);
constexpr std::uint64_t kMostCells = 50'000'000;

/// The points that lie in an area, as columns.
struct Placed {
  std::vector<std::uint32_t> area;
  std::vector<std::int64_t> seconds;
};

Placed placed(const io::FeatureSet& events, const io::FeatureSet& areas) {
  const std::vector<Placement> places =
      AreaIndex(areas.areas()).locate(events.points(), kTolerance);
  Placed found;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i].how == Placement::How::outside) continue;
    found.area.push_back(places[i].site);
    found.seconds.push_back(events.times[0][i]);
  }
  return found;
}

/// Before anything of that size is made.
void expect_few_cells(const Placed& events, std::size_t areas, std::int64_t length,
                      const ToolContext& context) {
  if (events.seconds.empty()) return;
  const auto [earliest, latest] = std::ranges::minmax(events.seconds);
  const auto steps = static_cast<std::uint64_t>((latest - earliest) / length) + 1;
  if (steps * areas <= kMostCells) return;
  refuse(context, "usage_step");
}

}  // namespace

Series count_series(const SpaceTimeOptions& options, const ToolContext& context,
                    ToolSummary& summary) {
  io::FeatureRequest points{.accepted = {.points = true}, .times = {options.time_column}};
  const io::FeatureSet events = read_input(options.input, std::move(points), context, summary);
  io::FeatureRequest areas{.accepted = {.areas = true},
                           .numbers = {{.name = options.exposure, .lowest = 0.0}},
                           .keeps_everything = true};
  Series series{
      .set = read_beside(events, options.areas, std::move(areas), "areas", context, summary)};
  const Placed found = placed(events, series.set);
  const std::int64_t length = options.step->count();
  expect_few_cells(found, series.set.size(), length, context);
  SpaceTimeCounts counted = count_by_step(found.area, found.seconds, series.set.size(), length);
  series.steps = counted.steps;
  series.values = std::move(counted.counts);
  for (std::size_t step = 0; step < series.steps; ++step) {
    const std::vector<double>& exposure = series.set.numbers[0];
    series.exposure.insert(series.exposure.end(), exposure.begin(), exposure.end());
    const auto cases = std::span(series.values).subspan(step * exposure.size(), exposure.size());
    expect_exposed(series.set, cases, exposure, options.areas);
  }
  summary.count("features", series.set.size());
  summary.count("steps", series.steps);
  summary.count("events_outside", events.size() - found.area.size());
  summary.count("events_before_first", counted.before_first);
  return series;
}

}  // namespace rawan::engine
