#include "frontier_files.h"

#include "rawan/algorithms/patrol_frontier.h"
#include "rawan/io/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace rawan::engine {
namespace {

using Rows = std::vector<patrol::FrontierRow>;

/// Names of columns as in every CSV of a release, decimal comma included.
std::string table_text(const Rows& rows, const PatrolContext& context) {
  std::string text =
      "\xEF\xBB\xBFregu_terakhir;banyak_regu;jam_regu;titik_terlayani;desa_terlayani;kunjungan;"
      "kunjungan_wajib_kurang;kunjungan_desa_kurang;nilai\r\n";
  for (const patrol::FrontierRow& row : rows) {
    std::string hours = fmt::format("{:.2f}", row.hours);
    std::string score = fmt::format("{:.2f}", row.score);
    std::ranges::replace(hours, '.', ',');
    std::ranges::replace(score, '.', ',');
    text += fmt::format("{};{};{};{};{};{};{};{};{}\r\n",
                        context.registers().squads[row.units - 1].id, row.units, hours, row.stops,
                        row.villages, row.visits, row.required_missing, row.village_missing, score);
  }
  return text;
}

constexpr const char* kStopsColor = "#005aaa";
constexpr const char* kVillagesColor = "#7a5228";

/// From nothing without squads, with a dot per number of squads.
template <class Value>
void add_curve(io::Chart& chart, const Rows& rows, const char* color, std::string label,
               Value&& value) {
  io::ChartSeries line{.mark = io::ChartSeries::Mark::line,
                       .color = color,
                       .label = std::move(label),
                       .x = {0.0},
                       .y = {0.0}};
  for (const patrol::FrontierRow& row : rows) {
    line.x.push_back(row.hours);
    line.y.push_back(static_cast<double>(value(row)));
  }
  io::ChartSeries dots = line;
  dots.mark = io::ChartSeries::Mark::points;
  dots.label.clear();
  chart.series.push_back(std::move(line));
  chart.series.push_back(std::move(dots));
}

std::string picture_text(const Rows& rows, const PatrolContext& context) {
  const Catalogue& words = context.words;
  io::Chart chart{
      .title = words.text("frontier.title", {{"area", context.config.project.name}}),
      .note = context.config.project.synthetic ? words.text("mark.synthetic") : "",
      .x_title = words.text("frontier.hours"),
      .y_title = words.text("frontier.served"),
      .names = {},
      .series = {},
      .number = [&words](double value, int decimals) { return words.number(value, decimals); }};
  add_curve(chart, rows, kStopsColor, words.text("frontier.stops"),
            [](const patrol::FrontierRow& row) { return row.stops; });
  add_curve(chart, rows, kVillagesColor, words.text("frontier.villages"),
            [](const patrol::FrontierRow& row) { return row.villages; });
  return io::chart_as_svg(chart);
}

}  // namespace

std::vector<ExtraFile> frontier_files(const PatrolContext& context,
                                      const patrol::SearchOptions& options,
                                      const Control& control) {
  std::vector<std::uint32_t> order(context.registers().squads.size());
  for (std::uint32_t unit = 0; unit < order.size(); ++unit) order[unit] = unit;
  const auto search = [&](const patrol::Problem& problem) {
    return patrol::search_plan(problem, options, control).best;
  };
  const Rows rows = patrol::frontier(context.schedule.problem, search, order);
  return {{"frontier.csv", table_text(rows, context)},
          {"frontier.svg", picture_text(rows, context)}};
}

}  // namespace rawan::engine
