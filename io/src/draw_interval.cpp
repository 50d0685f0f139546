#include "draw_interval.h"

namespace rawan::io {
namespace {

constexpr double kWidth = 140;
constexpr double kHeight = 16;
constexpr double kMargin = 5;  ///< So that a disc at the end of the scale is whole.
constexpr double kThick = 7;
constexpr const char* kScale = "#767676";

}  // namespace

Drawing draw_interval(const IntervalColumn& column, std::size_t row) {
  const auto left_of = [&](double value) {
    return kMargin + (kWidth - 2 * kMargin) * (value - column.low) / (column.high - column.low);
  };
  constexpr double kMiddle = kHeight / 2;
  Drawing drawing{.width = kWidth, .height = kHeight, .title = column.title};
  std::vector<Mark>& marks = drawing.marks;
  marks.emplace_back(
      PathMark{{segment({left_of(column.low), kMiddle}, {left_of(column.high), kMiddle})},
               {.stroke = kScale}});
  PathMark lines{{}, {.stroke = kScale}};
  for (const double line : column.lines) {
    lines.traces.push_back(segment({left_of(line), 2}, {left_of(line), kHeight - 2}));
  }
  if (!lines.traces.empty()) marks.emplace_back(std::move(lines));
  if (!column.rows[row]) return drawing;
  const RowInterval& interval = *column.rows[row];
  drawing.title = interval.words;
  const double left = left_of(interval.low);
  // Dark at its border: a light color alone would be lost on white.
  marks.emplace_back(
      PathMark{{rectangle(left, kMiddle - kThick / 2, left_of(interval.high) - left, kThick)},
               {.fill = interval.color, .stroke = "#444444", .width = 0.8}});
  if (interval.middle) {
    marks.emplace_back(
        DiscMark{{{left_of(*interval.middle), kMiddle}}, 3.5, {"#222222", "#ffffff", 1.0}});
  }
  return drawing;
}

}  // namespace rawan::io
