#include "tools/space_time_command.h"

#include "tools/refusal.h"
#include "tools/space_time_methods.h"
#include "tools/values.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

namespace rawan::engine {
namespace {

// --- ends of bands ------------------------------------------------------------------------------

bool rise(const std::vector<double>& ends) {
  return !ends.empty() && std::ranges::adjacent_find(ends, std::greater_equal<>()) == ends.end();
}

bool read_distances(const std::string& text, std::vector<double>& ends) {
  ends.clear();
  for (const std::string& piece : parse_list(text)) {
    const auto length = parse_length(piece);
    if (!length) return false;
    ends.push_back(length->value);
  }
  return rise(ends) && ends.back() > 0.0;
}

/// The unit at the end of "7d"; what is shown is counted in it.
void take_unit(const std::string& last, TimeEdges& times) {
  times.unit = last.substr(last.find_last_of("0123456789. ") + 1);
  times.unit_seconds = static_cast<double>(parse_duration("1" + times.unit)->count());
}

bool read_times(const std::string& text, TimeEdges& times) {
  times.seconds.clear();
  const std::vector<std::string> pieces = parse_list(text);
  for (const std::string& piece : pieces) {
    const auto duration = parse_duration(piece);
    if (!duration && piece != "0") return false;
    times.seconds.push_back(duration ? static_cast<double>(duration->count()) : 0.0);
  }
  if (!rise(times.seconds) || times.seconds.back() <= 0.0) return false;
  take_unit(pieces.back(), times);
  return true;
}

// --- which options a method takes ---------------------------------------------------------------

std::vector<MethodOption> uses_of(const SpaceTimeOptions& o) {
  constexpr std::string_view kPairs = " knox near-repeat ";
  constexpr std::string_view kSeries = " emerging trend ";
  constexpr std::string_view kCounted = " emerging-events ";
  constexpr std::string_view kTimed = " knox near-repeat emerging-events ";
  return {{"--time-column", !o.time_column.empty(), kTimed, kTimed},
          {"--areas", !o.areas.empty(), "", kCounted},
          {"--exposure", !o.exposure.empty(), kCounted, kCounted},
          {"--step", o.step.has_value(), kCounted, kCounted},
          {"--distance", !o.distances.empty(), kPairs, kPairs},
          {"--time", !o.times.seconds.empty(), kPairs, kPairs},
          {"--half-open", o.half_open, "", " knox "},
          {"--values", !o.values.empty(), kSeries, kSeries},
          {"--exposures", !o.exposures.empty(), "", kSeries},
          {"--begin", !o.begin.empty(), " aoristic ", " aoristic "},
          {"--end", !o.end.empty(), "", " aoristic "},
          {"--weight", !o.weight.empty(), "", " aoristic "},
          {"--share", o.share > 0.0, "", " aoristic "},
          {"--picture", !o.picture.path.empty(), "", " emerging trend emerging-events "},
          {"--chart", !o.picture.chart.empty(), "", " knox near-repeat aoristic trend "}};
}

void check(const SpaceTimeOptions& options, const ToolContext& context) {
  const bool counted = options.method == "emerging" && !options.areas.empty();
  check_options(uses_of(options), options.method, options.method + (counted ? "-events" : ""),
                context);
  const bool single = options.distances.size() == 1 && options.times.seconds.size() == 1;
  const Placeholders both{{"argument", "--distance, --time"}, {"method", options.method}};
  if (options.method == "knox" && !single) refuse(context, "usage_one_band", both);
  if (options.method == "near-repeat" &&
      (options.distances.size() < 2 || options.times.seconds.size() < 2)) {
    refuse(context, "usage_bands", both);
  }
}

void run(const SpaceTimeOptions& options, const ToolContext& context, ToolSummary& summary) {
  check(options, context);
  std::vector<std::string> inputs = {options.input.path};
  if (!options.areas.empty()) inputs.push_back(options.areas);
  ToolOutput output(options.output, ToolOutput::Holds::tables, inputs, context);
  const bool emerging = options.method == "emerging";
  ToolPicture picture(options.picture, options.output, inputs,
                      context.words.text(emerging ? "table.emerging" : "table.trend"), context);
  summary.word("method", options.method);
  if (emerging) return run_emerging(options, output, picture, context, summary);
  const bool aoristic = options.method == "aoristic";
  const bool trend = options.method == "trend";
  ToolChart chart(options.picture, options.output, inputs,
                  aoristic ? "aoristic" : (trend ? "trend" : "near_repeat"), context);
  if (trend) return run_trend(options, output, picture, chart, context, summary);
  if (aoristic) return run_aoristic(options, output, chart, context, summary);
  run_bands(options, output, chart, context, summary);
}

}  // namespace

ToolRun declare_space_time(OptionSet& options) {
  const auto chosen = std::make_shared<SpaceTimeOptions>();
  SpaceTimeOptions& o = *chosen;
  add_input(options, o.input);
  options.choice("--method", o.method, {"knox", "near-repeat", "emerging", "aoristic", "trend"})
      .required();
  options.text("--time-column", o.time_column, "column")
      .value("--distance", "200m|0,100m,200m", "usage_distances",
             [&o](const std::string& text) { return read_distances(text, o.distances); })
      .value("--time", "7d|0,7d,14d", "usage_times",
             [&o](const std::string& text) { return read_times(text, o.times); })
      .flag("--half-open", o.half_open)
      .count("--permutations", o.permutations, 0, 10'000'000)
      .seed(o.seed)
      .list("--values", o.values, "columns")
      .list("--exposures", o.exposures, "columns")
      .source("--areas", o.areas)
      .text("--exposure", o.exposure, "column")
      .duration("--step", o.step)
      .count("--steps-back", o.steps_back, 0, 100)
      .number("--alpha", o.emerging.alpha, 1e-9, 0.5)
      .choice("--direction", o.direction, {"any", "rising", "falling"})
      .text("--begin", o.begin, "column")
      .text("--end", o.end, "column")
      .text("--weight", o.weight, "column")
      .choice("--by", o.by, {"week-hour", "hour", "day"})
      .number("--share", o.share, 0.01, 1.0);
  add_neighbors(options, o.neighbors);
  add_output(options, o.output);
  add_picture(options, o.picture);
  add_chart(options, o.picture);
  return [chosen](const ToolContext& context, ToolSummary& summary) {
    run(*chosen, context, summary);
  };
}

}  // namespace rawan::engine
