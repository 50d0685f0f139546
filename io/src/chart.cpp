#include "rawan/io/chart.h"

#include "plain_text.h"
#include "rawan/algorithms/contract.h"
#include "svg_text.h"

#include <algorithm>
#include <cmath>

namespace rawan::io {
namespace {

constexpr double kMargin = 20;
constexpr double kTop = 76;
constexpr double kLeft = 90;
constexpr double kWidth = 760;
constexpr double kHeight = 340;
constexpr double kNamesHeight = 110;
constexpr double kLegendWidth = 260;
constexpr double kLegendLine = 24;
/// About the width of a letter of a name.
constexpr double kLetter = 6.5;
constexpr std::size_t kMostNames = 48;

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

class Drawing {
 public:
  explicit Drawing(const Chart& chart)
      : chart_(chart), x_(range_of_x(chart)), y_(range_of_y(chart)) {}

  std::string svg() const {
    const double foot = kTop + kHeight + (chart_.names.empty() ? 50 : kNamesHeight);
    std::string svg = svg_page(kLeft + kWidth + kLegendWidth + kMargin, foot + 2 * kMargin,
                               chart_.title, kMargin);
    svg += axes();
    for (const ChartSeries& series : chart_.series) svg += drawn(series);
    svg += legend();
    svg += svg_text(kLeft + kWidth / 2, foot - 6, 13, chart_.x_title, " text-anchor=\"middle\"");
    svg += svg_text(kMargin, kTop - 8, 13, chart_.y_title);
    svg += svg_text(kMargin, foot + kMargin, 12, chart_.note);
    return svg + "</svg>\n";
  }

 private:
  double slot() const { return kWidth / static_cast<double>(chart_.names.size()); }
  double left_of(double x) const {
    return kLeft + (chart_.names.empty() ? kWidth * x_.share(x) : slot() * (x + 0.5));
  }
  double top_of(double y) const { return kTop + kHeight * (1.0 - y_.share(y)); }
  std::string number(double value, const Scale& scale) const {
    const int decimals = std::clamp(-static_cast<int>(std::floor(std::log10(scale.step))), 0, 12);
    return chart_.number ? chart_.number(value, decimals) : decimal(value, decimals);
  }
  bool names_fit() const {
    return std::ranges::all_of(chart_.names, [&](const std::string& name) {
      return kLetter * static_cast<double>(name.size()) <= slot();
    });
  }

  static std::string line(double x1, double y1, double x2, double y2, const std::string& color,
                          std::string_view more = "") {
    return "<path d=\"M" + decimal(x1, 1) + " " + decimal(y1, 1) + "L" + decimal(x2, 1) + " " +
           decimal(y2, 1) + "\" fill=\"none\" stroke=\"" + xml_escaped(color) + "\"" +
           std::string(more) + "/>\n";
  }

  std::string axes() const {
    std::string svg;
    for (std::size_t i = 0; i <= y_.ticks(); ++i) {
      const double top = top_of(y_.tick(i));
      svg += line(kLeft, top, kLeft + kWidth, top, "#dddddd");
      svg += svg_text(kLeft - 8, top + 4, 12, number(y_.tick(i), y_), " text-anchor=\"end\"");
    }
    svg += chart_.names.empty() ? x_ticks() : x_names();
    if (chart_.reference) {
      const double top = top_of(*chart_.reference);
      svg += line(kLeft, top, kLeft + kWidth, top, "#555555", " stroke-dasharray=\"6 4\"");
    }
    return svg;
  }

  std::string x_ticks() const {
    std::string svg;
    for (std::size_t i = 0; i <= x_.ticks(); ++i) {
      const double left = left_of(x_.tick(i));
      svg += line(left, kTop + kHeight, left, kTop + kHeight + 5, "#555555");
      svg += svg_text(left, kTop + kHeight + 20, 12, number(x_.tick(i), x_),
                      " text-anchor=\"middle\"");
    }
    return svg;
  }

  /// Every name, or every n-th where they would cover each other.
  std::string x_names() const {
    const std::size_t every = (chart_.names.size() + kMostNames - 1) / kMostNames;
    std::string svg;
    for (std::size_t i = 0; i < chart_.names.size(); i += every) {
      const double left = left_of(static_cast<double>(i));
      const double top = kTop + kHeight + 16;
      const std::string turned = " text-anchor=\"end\" transform=\"rotate(-40 " + decimal(left, 1) +
                                 " " + decimal(top, 1) + ")\"";
      svg += svg_text(left, top, 11, chart_.names[i],
                      names_fit() ? " text-anchor=\"middle\"" : turned);
    }
    return svg;
  }

  std::string drawn(const ChartSeries& series) const {
    std::string svg;
    for (std::size_t i = 0; i < series.low.size(); ++i) {
      if (!std::isfinite(series.low[i]) || !std::isfinite(series.high[i])) continue;
      const double left = left_of(series.x[i]);
      svg += line(left, top_of(series.low[i]), left, top_of(series.high[i]), series.color,
                  " stroke-width=\"2\" opacity=\"0.5\"");
    }
    if (series.mark == ChartSeries::Mark::line) return svg + polyline(series);
    for (std::size_t i = 0; i < series.y.size(); ++i) {
      if (std::isfinite(series.y[i])) svg += mark(series, i);
    }
    return svg;
  }

  std::string mark(const ChartSeries& series, std::size_t i) const {
    const double left = left_of(series.x[i]);
    const double top = top_of(series.y[i]);
    const std::string fill = "\" fill=\"" + xml_escaped(series.color) + "\"/>\n";
    if (series.mark == ChartSeries::Mark::points) {
      return "<circle cx=\"" + decimal(left, 1) + "\" cy=\"" + decimal(top, 1) + "\" r=\"4" + fill;
    }
    const double zero = top_of(0.0);
    const double width = chart_.names.empty() ? 6.0 : 0.8 * slot();
    return "<rect x=\"" + decimal(left - width / 2, 1) + "\" y=\"" +
           decimal(std::min(top, zero), 1) + "\" width=\"" + decimal(width, 1) + "\" height=\"" +
           decimal(std::abs(top - zero), 1) + fill;
  }

  std::string polyline(const ChartSeries& series) const {
    std::string path;
    bool down = false;
    for (std::size_t i = 0; i < series.y.size(); ++i) {
      if (!std::isfinite(series.y[i])) {
        down = false;
        continue;
      }
      path += (down ? "L" : "M") + decimal(left_of(series.x[i]), 1) + " " +
              decimal(top_of(series.y[i]), 1);
      down = true;
    }
    if (path.empty()) return {};
    return "<path d=\"" + path + "\" fill=\"none\" stroke=\"" + xml_escaped(series.color) +
           "\" stroke-width=\"2\"/>\n";
  }

  std::string legend() const {
    const double left = kLeft + kWidth + kMargin;
    double top = kTop;
    std::string svg;
    for (const ChartSeries& series : chart_.series) {
      if (series.label.empty()) continue;
      svg += "<rect x=\"" + decimal(left, 1) + "\" y=\"" + decimal(top, 1) +
             "\" width=\"18\" height=\"14\" fill=\"" + xml_escaped(series.color) + "\"/>\n" +
             svg_text(left + 26, top + 12, 13, series.label);
      top += kLegendLine;
    }
    return svg;
  }

  const Chart& chart_;
  Scale x_;
  Scale y_;
};

}  // namespace

std::string chart_as_svg(const Chart& chart) {
  expect_sound(chart);
  return Drawing(chart).svg();
}

}  // namespace rawan::io
