#include "rawan/io/chart.h"

#include "draw_chart.h"
#include "rawan/algorithms/contract.h"
#include "xml_stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace rawan::io {
namespace {

/// What a reader of XML finds in it.
struct Found {
  bool whole = true;
  std::map<std::string, std::size_t> elements;
  std::string text;
};

Found read(const std::string& svg) {
  Found found;
  XmlStream stream({.open = [&](std::string_view name,
                                const XmlAttributes&) { ++found.elements[std::string(name)]; },
                    .text = [&](std::string_view piece) { found.text += piece; }});
  found.whole = stream.feed(svg) && stream.finish();
  return found;
}

Chart sample() {
  Chart chart{.title = "Jam <rawan> & \"uji\"",
              .note = "internal",
              .x_title = "jam",
              .y_title = "bobot",
              .names = {"18", "19", "20"}};
  chart.series.push_back({.mark = ChartSeries::Mark::bars,
                          .color = "#fdcc8a",
                          .label = "laporan",
                          .x = {0, 1, 2},
                          .y = {1.5, std::nan(""), 4.0}});
  chart.series.push_back({.mark = ChartSeries::Mark::points,
                          .color = "#b30000",
                          .label = "laju",
                          .x = {0, 1, 2},
                          .y = {1.0, 2.0, 3.0},
                          .low = {0.5, 1.0, std::nan("")},
                          .high = {1.5, 3.0, std::nan("")}});
  return chart;
}

TEST(Chart, PutsItsTitleBelowTiltedNames) {
  Chart chart = sample();
  chart.names = {"18", "[500, 1000) m, [14, 28) hari setelahnya", "20"};
  const Drawing drawing = draw_chart(chart);
  double title = 0.0;
  double deepest = 0.0;
  for (const Mark& mark : drawing.marks) {
    const auto* text = std::get_if<TextMark>(&mark);
    if (text == nullptr) continue;
    if (text->text == chart.x_title) title = text->at.y;
    if (text->angle == 0.0) continue;
    const double length = 0.55 * text->size * static_cast<double>(text->text.size());
    deepest = std::max(deepest, text->at.y - length * std::sin(text->angle * 3.14159265 / 180.0));
  }
  EXPECT_GT(deepest, 0.0);
  EXPECT_LT(deepest, title - 13.0);
  EXPECT_LT(title, drawing.height);
}

TEST(Chart, IsWholeXmlWithAllItsWords) {
  const Found found = read(chart_as_svg(sample()));
  EXPECT_TRUE(found.whole);
  for (const char* word :
       {"Jam <rawan> & \"uji\"", "internal", "jam", "bobot", "18", "19", "20", "laporan", "laju"}) {
    EXPECT_NE(found.text.find(word), std::string::npos) << word;
  }
}

/// The marks of a kind with that color.
template <class Kind>
std::vector<Kind> marks_of(const Drawing& drawing, const std::string& color) {
  std::vector<Kind> found;
  for (const Mark& mark : drawing.marks) {
    const auto* known = std::get_if<Kind>(&mark);
    if (known && (known->look.fill == color || known->look.stroke == color)) {
      found.push_back(*known);
    }
  }
  return found;
}

TEST(Chart, DrawsOneMarkPerNumber) {
  const Drawing drawing = draw_diagram(sample(), 480);
  // Two bars: the second has no number.
  EXPECT_EQ(marks_of<PathMark>(drawing, "#fdcc8a").at(0).traces.size(), 2U);
  EXPECT_EQ(marks_of<DiscMark>(drawing, "#b30000").at(0).centers.size(), 3U);
  // Two intervals.
  EXPECT_EQ(marks_of<PathMark>(drawing, "#b30000").size(), 2U);
}

TEST(Chart, BreaksALineWhereANumberIsMissing) {
  Chart chart{.title = "t"};
  chart.series.push_back({.mark = ChartSeries::Mark::line,
                          .color = "#0072b2",
                          .x = {0, 1, 2, 3, 4},
                          .y = {1, 2, std::nan(""), 2, 1}});
  const auto lines = marks_of<PathMark>(draw_chart(chart), "#0072b2");
  ASSERT_EQ(lines.size(), 1U);
  ASSERT_EQ(lines[0].traces.size(), 2U);
  EXPECT_EQ(lines[0].traces[0].points.size(), 2U);
  EXPECT_EQ(lines[0].traces[1].points.size(), 2U);
}

TEST(Chart, HasBarsThatBeginAtZero) {
  Chart chart{.title = "t", .names = {"a", "b"}};
  chart.series.push_back(
      {.mark = ChartSeries::Mark::bars, .color = "#0072b2", .x = {0, 1}, .y = {100.0, 101.0}});
  // A scale from 0 to more than 101: the bars are nearly the height of the chart.
  const auto bars = marks_of<PathMark>(draw_chart(chart), "#0072b2");
  const std::vector<Point>& corners = bars.at(0).traces.at(0).points;
  EXPECT_GT(corners.at(2).y - corners.at(0).y, 200.0);
}

TEST(Chart, CanBeDrawnOfNothingAndOfEqualValues) {
  EXPECT_TRUE(read(chart_as_svg({.title = "t"})).whole);
  for (const double value : {0.0, 7.0, -3.0, 1e-300, 1e300}) {
    Chart chart{.title = "t"};
    chart.series.push_back({.color = "#000000", .x = {5.0, 5.0}, .y = {value, value}});
    const std::string svg = chart_as_svg(chart);
    EXPECT_TRUE(read(svg).whole);
    EXPECT_EQ(svg.find("nan"), std::string::npos) << value;
    EXPECT_EQ(svg.find("inf"), std::string::npos) << value;
  }
}

TEST(Chart, RefusesColumnsOfDifferentLengthAndPositionsWithoutName) {
  Chart chart = sample();
  chart.series[0].y.pop_back();
  EXPECT_THROW(chart_as_svg(chart), ContractViolation);
  chart = sample();
  chart.series[1].low.pop_back();
  EXPECT_THROW(chart_as_svg(chart), ContractViolation);
  chart = sample();
  chart.names.pop_back();
  EXPECT_THROW(chart_as_svg(chart), ContractViolation);
}

}  // namespace
}  // namespace rawan::io
