#include "tools/local_chart.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace rawan::engine {
namespace {

/// Where it is decided: p-values up to so many times alpha, but so many at least.
constexpr double kAlphas = 3.0;
constexpr std::size_t kFewest = 10;
/// More points cover each other.
constexpr std::size_t kMostPoints = 400;

/// Features with a p-value, the smallest first.
std::vector<std::size_t> by_p(const std::vector<double>& p) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (!std::isnan(p[i])) order.push_back(i);
  }
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p[i]; });
  return order;
}

io::ChartSeries line(const char* color, std::string label, double to, double from_y, double to_y) {
  return {.mark = io::ChartSeries::Mark::line,
          .color = color,
          .label = std::move(label),
          .x = {1.0, to},
          .y = {from_y, to_y}};
}

}  // namespace

void draw_p_values(const InferenceOptions& options, const LocalInference& inference,
                   const Catalogue& words, ToolChart& chart) {
  if (!chart.wanted()) return;
  const std::vector<std::size_t> order = by_p(inference.p);
  const auto below =
      std::ranges::count_if(inference.p, [&](double p) { return p <= kAlphas * options.alpha; });
  const std::size_t shown =
      std::min(order.size(), std::max(static_cast<std::size_t>(below), kFewest));
  if (shown == 0) return;
  io::ChartSeries found{
      .color = kChosenColor, .label = words.text("chart.p_values.found"), .x = {}, .y = {}};
  io::ChartSeries other{
      .color = kChartColor, .label = words.text("chart.p_values.other"), .x = {}, .y = {}};
  const std::size_t every = (shown + kMostPoints - 1) / kMostPoints;
  for (std::size_t k = 0; k < shown; k += every) {
    io::ChartSeries& series = inference.significant[order[k]] != 0 ? found : other;
    series.x.push_back(static_cast<double>(k + 1));
    series.y.push_back(inference.p[order[k]]);
  }
  const auto last = static_cast<double>(shown);
  std::vector<io::ChartSeries>& all = chart.chart().series;
  if (inference.replicates > 0) {
    const double least = least_p(options, inference.replicates);
    all.push_back(line("#999999",
                       words.text("chart.p_values.least",
                                  {{"permutations", std::to_string(inference.replicates)}}),
                       last, least, least));
  }
  all.push_back(line("#009e73", words.text("chart.p_values." + options.correction), last,
                     threshold(options, order.size(), 1), threshold(options, order.size(), shown)));
  for (io::ChartSeries* series : {&other, &found}) {
    if (!series->x.empty()) all.push_back(std::move(*series));
  }
}

}  // namespace rawan::engine
