#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace rawan::io {

/// Values of one kind. A value that is not a number leaves a gap.
struct ChartSeries {
  enum class Mark : std::uint8_t { bars, line, points };

  Mark mark = Mark::points;
  std::string color;           ///< "#d7301f".
  std::string label;           ///< In the reader's language; empty: not in the legend.
  std::vector<double> x;       ///< Positions 0, 1, ... where the chart has names.
  std::vector<double> y;       ///< As many.
  std::vector<double> low{};   ///< Of an interval around each value; none: no intervals.
  std::vector<double> high{};  ///< As many as `low`.
};

/// A diagram over one scale, or over named positions.
struct Chart {
  std::string title;
  std::string note;  ///< A line below, such as who may see it.
  std::string x_title;
  std::string y_title;
  std::vector<std::string> names;     ///< Of positions 0, 1, ...; empty: x is a scale.
  std::optional<double> reference{};  ///< A dashed line at this height.
  std::vector<ChartSeries> series;    ///< The first lies undermost.
  /// A number with so many decimals as the reader writes it; nothing: as SVG does.
  std::function<std::string(double, int)> number;
};

/// The diagram as one SVG text without links to anything. Bars begin at 0. Equal input gives equal
/// bytes.
/// @throws ContractViolation if the columns of a series differ in length, or a position has no
/// name.
std::string chart_as_svg(const Chart& chart);

}  // namespace rawan::io
