#include "rawan/algorithms/false_discovery.h"
#include "tools/refusal.h"
#include "tools/space_time_series.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>

namespace rawan::engine {
namespace {

/// The values of one feature, or its rates in steps where somebody was asked.
std::vector<double> series_of(const Series& series, std::size_t feature) {
  std::vector<double> result;
  for (std::size_t cell = feature; cell < series.values.size(); cell += series.set.size()) {
    if (series.exposure.empty()) {
      result.push_back(series.values[cell]);
    } else if (series.exposure[cell] > 0.0) {
      result.push_back(series.values[cell] / series.exposure[cell]);
    }
  }
  return result;
}

Trend alternative_of(const std::string& direction) {
  if (direction == "rising") return Trend::rising;
  return direction == "falling" ? Trend::falling : Trend::any;
}

std::string_view trend_word(const MannKendall& trend, bool significant) {
  if (!trend.p_value) return "too_short";
  if (!significant || trend.s == 0) return "none";
  return trend.s > 0 ? "rising" : "falling";
}

// --- chart --------------------------------------------------------------------------------------

/// So many features can be told apart.
constexpr std::array<const char*, 5> kColors = {"#e69f00", "#56b4e9", "#009e73", "#0072b2",
                                                "#cc79a7"};

/// The value, or the rate; NaN without exposure.
double value_or_rate(double value, double exposure) {
  return exposure > 0.0 ? value / exposure : std::nan("");
}

/// All features together in each step: the mean of their values, or their common rate.
std::vector<double> whole_series(const Series& series) {
  const std::size_t n = series.set.size();
  std::vector<double> whole;
  for (std::size_t step = 0; step < series.steps; ++step) {
    const auto sum = [&](const std::vector<double>& column) {
      const auto first = column.begin() + static_cast<std::ptrdiff_t>(step * n);
      return std::accumulate(first, first + static_cast<std::ptrdiff_t>(n), 0.0);
    };
    whole.push_back(value_or_rate(sum(series.values), series.exposure.empty()
                                                          ? static_cast<double>(n)
                                                          : sum(series.exposure)));
  }
  return whole;
}

io::ChartSeries drawn(const char* color, std::string label, std::vector<double> values) {
  return {.mark = io::ChartSeries::Mark::line,
          .color = color,
          .label = std::move(label),
          .x = positions(values.size()),
          .y = std::move(values)};
}

/// Features with a p-value, the least first, as many as can be told apart.
std::vector<std::size_t> clearest(const std::vector<double>& p) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (!std::isnan(p[i])) order.push_back(i);
  }
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p[i]; });
  order.resize(std::min(order.size(), kColors.size()));
  return order;
}

/// The series with the least p-values, and that of all features together.
void draw(const SpaceTimeOptions& options, const Series& series,
          const std::vector<std::string>& kinds, const std::vector<double>& p,
          const Catalogue& words, ToolChart& chart) {
  if (!chart.wanted()) return;
  io::Chart& drawing = chart.chart();
  drawing.names = options.values;
  for (const std::size_t i : clearest(p)) {
    std::vector<double> values;
    for (std::size_t cell = i; cell < series.values.size(); cell += series.set.size()) {
      values.push_back(value_or_rate(series.values[cell],
                                     series.exposure.empty() ? 1.0 : series.exposure[cell]));
    }
    const std::string label =
        record_name(series.set, i) + " \u00b7 " + words.text("class." + kinds[i]);
    drawing.series.push_back(drawn(kColors[drawing.series.size()], label, std::move(values)));
  }
  drawing.series.push_back(drawn("#111111", words.text("chart.trend.whole"), whole_series(series)));
}

}  // namespace

void run_trend(const SpaceTimeOptions& options, ToolOutput& output, ToolPicture& picture,
               ToolChart& chart, const ToolContext& context, ToolSummary& summary) {
  const Trend alternative = alternative_of(options.direction);
  if (options.values.size() < shortest_series(alternative)) refuse(context, "usage_steps");
  const io::AcceptedShapes any{.areas = true, .points = true, .none = !picture.wanted()};
  Series series = read_series(options, any, context, summary);
  context.stage("tool.stage.compute");
  std::vector<MannKendall> trends;
  std::vector<double> p;
  std::vector<double> s;
  for (std::size_t i = 0; i < series.set.size(); ++i) {
    trends.push_back(mann_kendall(series_of(series, i), alternative));
    p.push_back(trends.back().p_value.value_or(std::nan("")));
    s.push_back(static_cast<double>(trends.back().s));
  }
  const std::vector<double> adjusted = benjamini_hochberg(p);
  const std::vector<std::uint8_t> significant = rejected(adjusted, options.emerging.alpha);
  io::Attribute words{.name = "trend_class", .values = io::PackedTexts()};
  std::vector<std::string> kinds;
  for (std::size_t i = 0; i < trends.size(); ++i) {
    kinds.emplace_back(trend_word(trends[i], significant[i] != 0));
    std::get<io::PackedTexts>(words.values).push_back(kinds.back());
  }
  picture.kinds(series.set.shapes, kinds);
  draw(options, series, kinds, p, context.words, chart);
  count_texts(words, "classes", summary);
  summary.number("alpha", options.emerging.alpha, 3);
  io::FeatureTable table = annotated_table(series.set, "trend", context);
  const auto add = [&](io::Attribute column) {
    add_column(table, std::move(column), context, summary);
  };
  add(std::move(words));
  add(io::reals("trend_s", "", s));
  add(io::reals("trend_p", "", p));
  add(io::reals("trend_p_adjusted", "", adjusted));
  output.write_tables(std::span(&table, 1), summary);
  picture.write(summary);
  chart.write(summary);
}

}  // namespace rawan::engine
