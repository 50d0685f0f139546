#include "tools/tool_chart.h"

#include <numeric>
#include <utility>

namespace rawan::engine {

void add_chart(OptionSet& options, PictureOptions& picture) {
  options.text("--chart", picture.chart, "file");
}

ToolChart::ToolChart(const PictureOptions& options, const OutputOptions& beside,
                     std::span<const std::string> inputs, const std::string& name,
                     const ToolContext& context)
    : output_(options.chart, options, beside, inputs, context) {
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

void ToolChart::write(ToolSummary& summary) {
  if (wanted()) output_.write(io::chart_as_svg(chart_), "chart", summary);
}

std::vector<double> positions(std::size_t n) {
  std::vector<double> all(n);
  std::iota(all.begin(), all.end(), 0.0);
  return all;
}

}  // namespace rawan::engine
