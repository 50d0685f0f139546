#include "rawan/io/chart.h"

#include "draw_chart.h"
#include "draw_picture.h"
#include "plain_text.h"
#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>

namespace rawan::io {
namespace {

constexpr double kMargin = 20;
constexpr double kLegendWidth = 260;
/// About the width of a letter of a name.
constexpr double kLetter = 6.5;
/// Of names that do not fit side by side, in degrees.
constexpr double kTilt = -40.0;
constexpr double kDepthOfTilted = 0.65;  // The sine of it, rounded up.
constexpr const char* kAxis = "#555555";

/// Where the diagram lies on the page.
struct Place {
  double left = 0.0;
  double top = 0.0;
  double width = 0.0;
  double height = 0.0;
  double names = 0.0;  ///< Least height of names that are tilted, and of what stands below them.
};

/// Names nearer to each other than that would cover each other.
constexpr double kLeastSlot = 15.8;

struct Range {
  double low = 0.0;
  double high = 0.0;
  bool empty = true;

  void extend(double value) {
    if (!std::isfinite(value)) return;
    low = empty ? value : std::min(low, value);
    high = empty ? value : std::max(high, value);
    empty = false;
  }
  /// Of some length, so that it can be drawn.
  Range opened() const {
    if (empty) return {0.0, 1.0, false};
    if (high > low) return *this;
    const double half = low == 0.0 ? 1.0 : 0.1 * std::abs(low);
    return {low - half, high + half, false};
  }
};

/// Ends at ticks that are 1, 2 or 5 times a power of ten apart.
struct Scale {
  explicit Scale(const Range& values) {
    const Range range = values.opened();
    step = round_length((range.high - range.low) / 3.0);
    low = std::floor(range.low / step) * step;
    high = std::ceil(range.high / step) * step;
  }
  double share(double value) const { return (value - low) / (high - low); }
  std::size_t ticks() const { return static_cast<std::size_t>(std::lround((high - low) / step)); }
  double tick(std::size_t i) const {
    return (std::round(low / step) + static_cast<double>(i)) * step;
  }

  double low = 0.0;
  double high = 1.0;
  double step = 1.0;
};

Range range_of_y(const Chart& chart) {
  Range range;
  for (const ChartSeries& series : chart.series) {
    for (const std::vector<double>* column : {&series.y, &series.low, &series.high}) {
      for (const double v : *column) range.extend(v);
    }
    if (series.mark == ChartSeries::Mark::bars) range.extend(0.0);
  }
  if (chart.reference) range.extend(*chart.reference);
  return range;
}

Range range_of_x(const Chart& chart) {
  Range range;
  for (const ChartSeries& series : chart.series) {
    for (const double v : series.x) range.extend(v);
  }
  return range;
}

void expect_sound(const Chart& chart) {
  for (const ChartSeries& series : chart.series) {
    expects(series.x.size() == series.y.size(), "one x for each y");
    expects(series.low.empty() || series.low.size() == series.y.size(), "one low end for each y");
    expects(series.low.size() == series.high.size(), "one high end for each low one");
    for (const double x : series.x) {
      expects(std::isfinite(x), "positions are finite");
      expects(chart.names.empty() || (x >= 0.0 && x < static_cast<double>(chart.names.size())),
              "positions have names");
    }
  }
}

class Diagram {
 public:
  Diagram(const Chart& chart, const Place& place)
      : chart_(chart), place_(place), x_(range_of_x(chart)), y_(range_of_y(chart)) {}

  double foot() const {
    const bool is_level = chart_.names.empty() || names_fit();
    return place_.top + place_.height +
           (is_level ? 50 : std::max(place_.names, 42 + kDepthOfTilted * longest_name()));
  }

  void add_to(std::vector<Mark>& marks) const {
    add_axes(marks);
    for (const ChartSeries& series : chart_.series) add_series(series, marks);
    if (chart_.reference) {
      marks.push_back(
          PathMark{{level(top_of(*chart_.reference))}, {.stroke = kAxis, .dashed = true}});
    }
    marks.push_back(TextMark{.at = {place_.left + place_.width / 2, foot() - 6},
                             .size = 13,
                             .text = chart_.x_title,
                             .anchor = Anchor::middle});
    marks.push_back(TextMark{.at = {kMargin, place_.top - 8}, .size = 13, .text = chart_.y_title});
  }

 private:
  double slot() const { return place_.width / static_cast<double>(chart_.names.size()); }
  double left_of(double x) const {
    return place_.left + (chart_.names.empty() ? place_.width * x_.share(x) : slot() * (x + 0.5));
  }
  double top_of(double y) const { return place_.top + place_.height * (1.0 - y_.share(y)); }
  std::string number(double value, const Scale& scale) const {
    const int decimals = std::clamp(-static_cast<int>(std::floor(std::log10(scale.step))), 0, 12);
    return chart_.number ? chart_.number(value, decimals) : decimal(value, decimals);
  }
  double longest_name() const {
    std::size_t letters = 0;
    for (const std::string& name : chart_.names) letters = std::max(letters, name.size());
    return kLetter * static_cast<double>(letters);
  }
  bool names_fit() const { return longest_name() <= slot(); }
  Trace level(double top) const {
    return segment({place_.left, top}, {place_.left + place_.width, top});
  }

  void add_axes(std::vector<Mark>& marks) const {
    for (std::size_t i = 0; i <= y_.ticks(); ++i) {
      const double top = top_of(y_.tick(i));
      marks.push_back(PathMark{{level(top)}, {.stroke = "#dddddd"}});
      marks.push_back(TextMark{
          .at = {place_.left - 8, top + 4}, .text = number(y_.tick(i), y_), .anchor = Anchor::end});
    }
    chart_.names.empty() ? add_x_ticks(marks) : add_x_names(marks);
  }

  void add_x_ticks(std::vector<Mark>& marks) const {
    const double foot = place_.top + place_.height;
    for (std::size_t i = 0; i <= x_.ticks(); ++i) {
      const double left = left_of(x_.tick(i));
      marks.push_back(PathMark{{segment({left, foot}, {left, foot + 5})}, {.stroke = kAxis}});
      marks.push_back(TextMark{
          .at = {left, foot + 20}, .text = number(x_.tick(i), x_), .anchor = Anchor::middle});
    }
  }

  /// Every name, or every n-th where they would cover each other.
  void add_x_names(std::vector<Mark>& marks) const {
    const auto room = static_cast<std::size_t>(place_.width / kLeastSlot);
    const std::size_t every = (chart_.names.size() + room - 1) / room;
    const bool fit = names_fit();
    for (std::size_t i = 0; i < chart_.names.size(); i += every) {
      marks.push_back(
          TextMark{.at = {left_of(static_cast<double>(i)), place_.top + place_.height + 16},
                   .size = 11,
                   .text = chart_.names[i],
                   .anchor = fit ? Anchor::middle : Anchor::end,
                   .angle = fit ? 0.0 : kTilt});
    }
  }

  void add_series(const ChartSeries& series, std::vector<Mark>& marks) const {
    for (std::size_t i = 0; i < series.low.size(); ++i) {
      if (!std::isfinite(series.low[i]) || !std::isfinite(series.high[i])) continue;
      const double left = left_of(series.x[i]);
      marks.push_back(
          PathMark{{segment({left, top_of(series.low[i])}, {left, top_of(series.high[i])})},
                   {.stroke = series.color, .width = 2.0, .opacity = 0.5}});
    }
    if (series.mark == ChartSeries::Mark::line) {
      marks.push_back(PathMark{lines_of(series), {.stroke = series.color, .width = 2.0}});
    } else if (series.mark == ChartSeries::Mark::points) {
      marks.push_back(DiscMark{points_of(series), 4.0, {.fill = series.color}});
    } else {
      marks.push_back(PathMark{bars_of(series), {.fill = series.color}});
    }
  }

  std::vector<Point> points_of(const ChartSeries& series) const {
    std::vector<Point> points;
    for (std::size_t i = 0; i < series.y.size(); ++i) {
      if (!std::isfinite(series.y[i])) continue;
      points.push_back({left_of(series.x[i]), top_of(series.y[i])});
    }
    return points;
  }

  std::vector<Trace> bars_of(const ChartSeries& series) const {
    const double zero = top_of(0.0);
    const double width = chart_.names.empty() ? 6.0 : 0.8 * slot();
    std::vector<Trace> bars;
    for (const Point top : points_of(series)) {
      bars.push_back(
          rectangle(top.x - width / 2, std::min(top.y, zero), width, std::abs(top.y - zero)));
    }
    return bars;
  }

  /// A line ends where a number is missing.
  std::vector<Trace> lines_of(const ChartSeries& series) const {
    std::vector<Trace> lines;
    bool down = false;
    for (std::size_t i = 0; i < series.y.size(); ++i) {
      const bool known = std::isfinite(series.y[i]);
      if (known && !down) lines.emplace_back();
      if (known) lines.back().points.push_back({left_of(series.x[i]), top_of(series.y[i])});
      down = known;
    }
    return lines;
  }

  const Chart& chart_;
  Place place_;
  Scale x_;
  Scale y_;
};

void add_legend(const Chart& chart, Point at, std::vector<Mark>& marks) {
  for (const ChartSeries& series : chart.series) {
    if (series.label.empty()) continue;
    marks.push_back(PathMark{{rectangle(at.x, at.y, 18, 14)}, {.fill = series.color}});
    add_label(series.label, {at.x + 26, at.y + 12}, marks);
    at.y += height_of_label(series.label);
  }
}

}  // namespace

Drawing draw_diagram(const Chart& chart, double width) {
  expect_sound(chart);
  const Place place{50, 26, width - 60, 0.5 * width, 90};
  const Diagram diagram(chart, place);
  Drawing drawing{.width = width, .height = diagram.foot(), .title = chart.title};
  diagram.add_to(drawing.marks);
  return drawing;
}

Drawing draw_chart(const Chart& chart) {
  expect_sound(chart);
  const Place place{90, 76, 760, 340, 110};
  const Diagram diagram(chart, place);
  const double right = place.left + place.width;
  const double foot = diagram.foot();
  Drawing drawing{
      .width = right + kLegendWidth + kMargin, .height = foot + 2 * kMargin, .title = chart.title};
  drawing.marks.push_back(
      TextMark{.at = {kMargin, kMargin + 18}, .size = 18, .text = chart.title, .bold = true});
  diagram.add_to(drawing.marks);
  add_legend(chart, {right + kMargin, place.top}, drawing.marks);
  drawing.marks.push_back(TextMark{.at = {kMargin, foot + kMargin}, .text = chart.note});
  return drawing;
}

std::string chart_as_svg(const Chart& chart) {
  return drawing_as_svg(draw_chart(chart));
}

}  // namespace rawan::io
