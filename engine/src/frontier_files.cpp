#include "frontier_files.h"

#include "rawan/algorithms/patrol_frontier.h"
#include "xml_template.h"

#include <fmt/format.h>

#include <algorithm>

namespace rawan::engine {
namespace {

constexpr double kWidth = 640.0;
constexpr double kHeight = 400.0;
constexpr double kLeft = 70.0;
constexpr double kRight = 20.0;
constexpr double kTop = 60.0;
constexpr double kBottom = 70.0;

using Rows = std::vector<patrol::FrontierRow>;

/// Names of columns as in every CSV of a release, decimal comma included.
std::string table_text(const Rows& rows, const Results& results) {
  std::string text =
      "\xEF\xBB\xBFregu_terakhir;banyak_regu;jam_regu;titik_terlayani;desa_terlayani;kunjungan;"
      "kunjungan_wajib_kurang;kunjungan_desa_kurang;nilai\r\n";
  for (const patrol::FrontierRow& row : rows) {
    std::string hours = fmt::format("{:.2f}", row.hours);
    std::string score = fmt::format("{:.2f}", row.score);
    std::ranges::replace(hours, '.', ',');
    std::ranges::replace(score, '.', ',');
    text += fmt::format("{};{};{};{};{};{};{};{};{}\r\n", results.records.squads[row.units - 1].id,
                        row.units, hours, row.stops, row.villages, row.visits, row.required_missing,
                        row.village_missing, score);
  }
  return text;
}

/// The axes of the picture.
struct Scale {
  double hours = 1.0;
  double places = 1.0;

  double x(double value) const { return kLeft + value / hours * (kWidth - kLeft - kRight); }
  double y(double value) const {
    return kHeight - kBottom - value / places * (kHeight - kTop - kBottom);
  }
};

std::string label(double x, double y, const char* anchor, const std::string& text) {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x, y, anchor,
                     escape_xml(text));
}

/// A line with a dot per number of squads.
template <class Value>
std::string curve(const Rows& rows, const Scale& scale, const char* color, Value&& value) {
  std::string points = fmt::format("{:.1f},{:.1f}", scale.x(0.0), scale.y(0.0));
  std::string dots;
  for (const patrol::FrontierRow& row : rows) {
    const double x = scale.x(row.hours);
    const double y = scale.y(static_cast<double>(value(row)));
    points += fmt::format(" {:.1f},{:.1f}", x, y);
    dots += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\" fill=\"{}\"/>\n", x, y, color);
  }
  return fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"/>\n{}",
                     points, color, dots);
}

std::string axes(const Scale& scale, const Catalogue& words) {
  std::string text = fmt::format(
      "<path d=\"M{0:.1f} {1:.1f}V{2:.1f}H{3:.1f}\" fill=\"none\" stroke=\"#1a1a1a\"/>\n", kLeft,
      kTop, kHeight - kBottom, kWidth - kRight);
  for (int tick = 0; tick <= 4; ++tick) {
    const double hours = scale.hours * tick / 4.0;
    const double places = scale.places * tick / 4.0;
    text += label(scale.x(hours), kHeight - kBottom + 18.0, "middle", words.number(hours));
    text += label(kLeft - 8.0, scale.y(places) + 4.0, "end", words.number(places));
  }
  return text + label((kLeft + kWidth - kRight) / 2, kHeight - kBottom + 38.0, "middle",
                      words.text("frontier.hours"));
}

std::string picture_text(const Rows& rows, const LayerContext& context) {
  const Catalogue& words = context.words;
  Scale scale;
  for (const patrol::FrontierRow& row : rows) {
    scale.hours = std::max(scale.hours, row.hours);
    scale.places = std::max({scale.places, double(row.stops), double(row.villages)});
  }
  std::string title = words.text("frontier.title", {{"area", context.config.project.name}});
  if (context.config.project.synthetic) title += " (" + words.text("mark.synthetic") + ")";
  constexpr const char* kStops = "#005aaa";
  constexpr const char* kVillages = "#7a5228";
  return fmt::format(
             "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\""
             " font-family=\"sans-serif\" font-size=\"12\">\n<title>{2}</title>\n"
             "<rect width=\"{0:.0f}\" height=\"{1:.0f}\" fill=\"#ffffff\"/>\n",
             kWidth, kHeight, escape_xml(title)) +
         label(kLeft, 24.0, "start", title) + axes(scale, words) +
         curve(rows, scale, kStops, [](const patrol::FrontierRow& row) { return row.stops; }) +
         curve(rows, scale, kVillages,
               [](const patrol::FrontierRow& row) { return row.villages; }) +
         fmt::format("<g fill=\"{}\">", kStops) +
         label(kLeft, kHeight - 12.0, "start", words.text("frontier.stops")) +
         fmt::format("</g><g fill=\"{}\">", kVillages) +
         label(kWidth / 2, kHeight - 12.0, "start", words.text("frontier.villages")) +
         "</g>\n</svg>\n";
}

}  // namespace

std::vector<ExtraFile> frontier_files(const LayerContext& context,
                                      const patrol::SearchOptions& options,
                                      const Control& control) {
  std::vector<std::uint32_t> order(context.results.records.squads.size());
  for (std::uint32_t unit = 0; unit < order.size(); ++unit) order[unit] = unit;
  const auto search = [&](const patrol::Problem& problem) {
    return patrol::search_plan(problem, options, control).best;
  };
  const Rows rows = patrol::frontier(context.results.schedule.problem, search, order);
  return {{"frontier.csv", table_text(rows, context.results)},
          {"frontier.svg", picture_text(rows, context)}};
}

}  // namespace rawan::engine
