#include "tools/tool_chart.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace rawan::engine {

void add_chart(OptionSet& options, PictureOptions& picture) {
  options.result("--chart", picture.chart);
}

ToolChart::ToolChart(const PictureOptions& options, const OutputOptions& beside,
                     std::span<const std::string> inputs, const std::string& name,
                     const ToolContext& context)
    : words_(context.words), name_(name), output_(options.chart, options, beside, inputs, context) {
  const Catalogue& words = context.words;
  chart_ = {
      .title = words.text("chart." + name),
      .note = output_.note(),
      .x_title = words.text("chart." + name + ".x"),
      .y_title = words.text("chart." + name + ".y"),
      .number = [&words](double value, int decimals) { return words.number(value, decimals); }};
}

void ToolChart::bars(std::vector<std::string> names, std::vector<double> values) {
  chart_.names = std::move(names);
  chart_.series.push_back({.mark = io::ChartSeries::Mark::bars,
                           .color = kChartColor,
                           .label = {},
                           .x = positions(values.size()),
                           .y = std::move(values)});
}

void ToolChart::distribution(const Histogram& drawn, const std::vector<double>& observed) {
  io::ChartSeries steps{.mark = io::ChartSeries::Mark::line,
                        .color = kChartColor,
                        .label = words_.text("chart." + name_ + ".drawn"),
                        .x = {drawn.low},
                        .y = {0.0}};
  const auto to = [&](std::size_t end, double count) {
    steps.x.push_back(drawn.low + static_cast<double>(end) * drawn.width);
    steps.y.push_back(count);
  };
  double tallest = 0.0;
  for (std::size_t i = 0; i < drawn.counts.size(); ++i) {
    const auto count = static_cast<double>(drawn.counts[i]);
    to(i, count);
    to(i + 1, count);
    tallest = std::max(tallest, count);
  }
  to(drawn.counts.size(), 0.0);
  io::ChartSeries seen{.mark = io::ChartSeries::Mark::bars,
                       .color = kChosenColor,
                       .label = words_.text("chart." + name_ + ".observed"),
                       .x = observed,
                       .y = std::vector<double>(observed.size(), tallest)};
  chart_.series = {std::move(steps), std::move(seen)};
}

void ToolChart::write(ToolSummary& summary) {
  if (wanted()) output_.write(io::chart_as_svg(chart_), "chart", summary);
}

std::vector<double> positions(std::size_t n) {
  std::vector<double> all(n);
  std::iota(all.begin(), all.end(), 0.0);
  return all;
}

std::string record_name(const io::FeatureSet& set, std::size_t i) {
  return set.texts.empty() ? std::to_string(set.record[i]) : std::string(set.texts[0][i]);
}

}  // namespace rawan::engine
