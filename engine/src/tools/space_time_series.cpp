#include "tools/space_time_series.h"

#include "tools/exposed_counts.h"
#include "tools/refusal.h"

#include <array>
#include <cmath>
#include <string_view>

namespace rawan::engine {
namespace {

// --- series -------------------------------------------------------------------------------------

/// The columns of the steps one after the other: step * features + feature.
std::vector<double> stacked(const io::FeatureSet& set, std::size_t first, std::size_t steps) {
  std::vector<double> all;
  for (std::size_t step = 0; step < steps; ++step) {
    const std::vector<double>& column = set.numbers[first + step];
    all.insert(all.end(), column.begin(), column.end());
  }
  return all;
}

// --- emerging hot spots -------------------------------------------------------------------------

std::string name_of(const EmergingClass& found) {
  constexpr std::array<std::string_view, 10> kNames{
      "not_assessed", "none",        "new",      "consecutive", "intensifying",
      "persistent",   "diminishing", "sporadic", "oscillating", "historical"};
  const std::string name(kNames[static_cast<std::size_t>(found.pattern)]);
  if (found.side == Heat::neither) return name;
  return name + (found.side == Heat::hot ? "_hot" : "_cold");
}

/// For a map; what was not assessed has no kind.
std::vector<std::string> kinds_of(const EmergingHotSpots& found) {
  std::vector<std::string> kinds;
  for (const EmergingClass& one : found.classes) {
    kinds.push_back(one.pattern == EmergingPattern::not_assessed ? "" : name_of(one));
  }
  return kinds;
}

io::FeatureTable emerging_table(Series& series, const EmergingHotSpots& found,
                                const ToolContext& context, ToolSummary& summary) {
  const std::size_t n = series.set.size();
  io::Attribute classes{.name = "emerging_class", .values = io::PackedTexts()};
  std::vector<std::int64_t> hot(n, 0);
  std::vector<std::int64_t> cold(n, 0);
  std::vector<double> p;
  for (std::size_t i = 0; i < n; ++i) {
    std::get<io::PackedTexts>(classes.values).push_back(name_of(found.classes[i]));
    for (std::size_t cell = i; cell < found.heat.size(); cell += n) {
      hot[i] += found.heat[cell] == Heat::hot ? 1 : 0;
      cold[i] += found.heat[cell] == Heat::cold ? 1 : 0;
    }
    p.push_back(found.trend[i].p_value.value_or(std::nan("")));
  }
  count_texts(classes, "classes", summary);
  const auto last = found.z.end() - static_cast<std::ptrdiff_t>(n);
  io::FeatureTable table = annotated_table(series.set, "emerging", context);
  const auto add = [&](io::Attribute column) {
    add_column(table, std::move(column), context, summary);
  };
  add(std::move(classes));
  add(io::integers("hot_steps", "", hot));
  add(io::integers("cold_steps", "", cold));
  add(io::reals("last_z", "", std::vector<double>(last, found.z.end())));
  add(io::reals("trend_p", "", p));
  return table;
}

EmergingHotSpots emerging_of(const SpaceTimeOptions& options, const Series& series,
                             const Weights& weights, const ToolContext& context) {
  EmergingOptions chosen = options.emerging;
  chosen.steps_back = options.steps_back;
  const auto found =
      series.exposure.empty()
          ? emerging_hot_spots(weights, series.values, series.steps, chosen)
          : emerging_hot_spots(weights, series.values, series.exposure, series.steps, chosen);
  if (!found) refuse(context, "usage_steps");
  return *found;
}

}  // namespace

Series read_series(const SpaceTimeOptions& options, io::AcceptedShapes accepted,
                   const ToolContext& context, ToolSummary& summary) {
  const bool exposed = !options.exposures.empty();
  if (exposed && options.exposures.size() != options.values.size()) {
    refuse(context, "usage_exposures");
  }
  io::FeatureRequest request{.accepted = accepted, .keeps_everything = true};
  if (!options.input.key.empty()) request.texts = {options.input.key};
  for (const std::string& name : options.values) {
    io::NumberColumn column{.name = name};
    if (exposed) column.lowest = 0.0;
    request.numbers.push_back(column);
  }
  for (const std::string& name : options.exposures) {
    request.numbers.push_back({.name = name, .lowest = 0.0});
  }
  Series series{.set = read_input(options.input, std::move(request), context, summary),
                .steps = options.values.size()};
  series.values = stacked(series.set, 0, series.steps);
  if (exposed) series.exposure = stacked(series.set, series.steps, series.steps);
  for (std::size_t step = 0; exposed && step < series.steps; ++step) {
    expect_exposed(series.set, series.set.numbers[step], series.set.numbers[series.steps + step],
                   options.input.path);
  }
  summary.count("features", series.set.size());
  summary.count("steps", series.steps);
  return series;
}

void run_emerging(const SpaceTimeOptions& options, ToolOutput& output, ToolPicture& picture,
                  const ToolContext& context, ToolSummary& summary) {
  const bool counted = !options.areas.empty();
  if (!counted && options.values.size() < shortest_series(Trend::any)) {
    refuse(context, "usage_steps");
  }
  Series series = counted ? count_series(options, context, summary)
                          : read_series(options, {.areas = true, .points = true}, context, summary);
  if (!series.exposure.empty() && !all_whole(series.values)) {
    refuse(context, "usage_whole_cases");
  }
  const Weights weights = neighbor_weights(options.neighbors, series.set, context, summary);
  context.stage("tool.stage.compute");
  const EmergingHotSpots found = emerging_of(options, series, weights, context);
  summary.number("alpha", options.emerging.alpha, 3);
  summary.detail("steps_back", options.steps_back);
  picture.kinds(series.set.shapes, kinds_of(found));
  const io::FeatureTable table = emerging_table(series, found, context, summary);
  output.write_tables(std::span(&table, 1), summary);
  picture.write(summary);
}

}  // namespace rawan::engine
