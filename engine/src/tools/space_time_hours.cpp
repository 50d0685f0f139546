#include "rawan/algorithms/aoristic.h"
#include "rawan/algorithms/risk_hours.h"
#include "tools/space_time_methods.h"

#include <nlohmann/json.hpp>

namespace rawan::engine {
namespace {

/// Whole minutes after the Monday before 1 January 1970, a Thursday.
std::int64_t minute_of(std::int64_t seconds) {
  const std::int64_t down = seconds % 60 < 0 ? 1 : 0;
  return seconds / 60 - down + std::int64_t{3} * 24 * 60;
}

std::vector<TimeSpan> spans_of(const io::FeatureSet& set) {
  std::vector<TimeSpan> spans;
  const std::vector<std::int64_t>& ends = set.times.back();
  for (std::size_t i = 0; i < set.size(); ++i) {
    spans.push_back({minute_of(set.times[0][i]), minute_of(ends[i])});
  }
  return spans;
}

/// Weights by hour of the week, of the day, or by day, as rows.
struct Rows {
  std::vector<std::int64_t> day;
  std::vector<std::int64_t> hour;
  std::vector<double> weight;
};

Rows rows_of(const AoristicWeights& found, const std::string& by) {
  Rows rows;
  if (by == "hour") {
    for (std::int64_t hour = 0; hour < 24; ++hour) rows.hour.push_back(hour);
    rows.weight.assign(found.hours_of_day.begin(), found.hours_of_day.end());
  } else if (by == "day") {
    for (std::int64_t day = 1; day <= 7; ++day) rows.day.push_back(day);
    rows.weight.assign(found.days.begin(), found.days.end());
  } else {
    for (std::int64_t hour = 0; hour < 168; ++hour) {
      rows.day.push_back(1 + hour / 24);
      rows.hour.push_back(hour % 24);
    }
    rows.weight.assign(found.hours_of_week.begin(), found.hours_of_week.end());
  }
  return rows;
}

std::string two_digits(std::int64_t hour) {
  return (hour < 10 ? "0" : "") + std::to_string(hour);
}

/// "18", "Monday" or "Monday 18".
std::vector<std::string> names_of(const Rows& rows, const Catalogue& words) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < rows.weight.size(); ++i) {
    const std::string day =
        rows.day.empty() ? "" : words.text("weekday." + std::to_string(rows.day[i]));
    const std::string hour = rows.hour.empty() ? "" : two_digits(rows.hour[i]);
    names.push_back(day + (day.empty() || hour.empty() ? "" : " ") + hour);
  }
  return names;
}

/// As the main job takes it unless told otherwise.
constexpr double kShare = 0.6;

double share_of(const SpaceTimeOptions& options) {
  return options.share > 0.0 ? options.share : kShare;
}

/// "19:00\u201323:00".
std::string words_of(const HourRange& range) {
  return two_digits(range.begin) + ":00\u2013" + two_digits((range.end - 1) % 24 + 1) + ":00";
}

/// The hours of risk in a color of their own.
void draw(const Rows& rows, const AoristicWeights& found, const SpaceTimeOptions& options,
          const Catalogue& words, ToolChart& chart) {
  if (!chart.wanted()) return;
  chart.bars(names_of(rows, words), rows.weight);
  if (options.by != "hour") return;
  const HourRange range = risk_hours(found.hours_of_day, share_of(options));
  io::ChartSeries risky{
      .mark = io::ChartSeries::Mark::bars,
      .color = kChosenColor,
      .label = words.text(
          "chart.aoristic.risk",
          {{"hours", words_of(range)}, {"percent", words.number(100.0 * share_of(options), 0)}}),
      .x = {},
      .y = {}};
  for (std::uint32_t hour = range.begin; hour < range.end; ++hour) {
    risky.x.push_back(hour % 24);
    risky.y.push_back(found.hours_of_day[hour % 24]);
  }
  chart.chart().series.push_back(std::move(risky));
}

void tell(const AoristicWeights& found, const io::FeatureSet& set, ToolSummary& summary) {
  summary.count("features", set.size());
  summary.count("spans_backward", found.backward.size());
  summary.count("spans_too_long", found.too_long.size());
  summary.detail("days", ToolSummary::Json(found.days));
  summary.detail("hours_of_day", ToolSummary::Json(found.hours_of_day));
  if (!found.backward.empty()) {
    summary.warn("spans_backward", {{"count", std::to_string(found.backward.size())},
                                    {"first", std::to_string(set.record[found.backward.front()])}});
  }
}

}  // namespace

void run_aoristic(const SpaceTimeOptions& options, ToolOutput& output, ToolChart& chart,
                  const ToolContext& context, ToolSummary& summary) {
  io::FeatureRequest request{
      .accepted = {.areas = true, .lines = true, .points = true, .none = true},
      .times = {options.begin}};
  if (!options.end.empty()) request.times.push_back(options.end);
  if (!options.weight.empty()) request.numbers = {{.name = options.weight, .lowest = 0.0}};
  io::FeatureSet set = read_input(options.input, std::move(request), context, summary);
  context.stage("tool.stage.compute");
  const std::vector<double> none;
  const AoristicWeights found =
      aoristic_weights(spans_of(set), set.numbers.empty() ? none : set.numbers[0]);
  tell(found, set, summary);
  summary.word("risk_hours", words_of(risk_hours(found.hours_of_day, share_of(options))));
  summary.number("risk_hours_share", share_of(options), 2);
  const Rows rows = rows_of(found, options.by);
  io::FeatureTable table = result_table(set, "aoristic", context);
  const auto add = [&](io::Attribute column) {
    add_column(table, std::move(column), context, summary);
  };
  if (!rows.day.empty()) add(io::integers("week_day", "", rows.day));
  if (!rows.hour.empty()) add(io::integers("day_hour", "", rows.hour));
  add(io::reals("hour_weight", "", rows.weight));
  output.write_tables(std::span(&table, 1), summary);
  draw(rows, found, options, context.words, chart);
  chart.write(summary);
}

}  // namespace rawan::engine
