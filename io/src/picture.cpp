#include "rawan/io/picture.h"

#include "draw_picture.h"
#include "hatch.h"
#include "picture_marks.h"
#include "plain_text.h"
#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace rawan::io {
namespace {

constexpr double kMargin = 20;
constexpr double kTitleHeight = 36;
constexpr double kLegendWidth = 260;
constexpr double kFootHeight = 56;
constexpr double kLabelSize = 13;
constexpr double kLabelWidth = kLegendWidth - 14;  // Into the margin: letters are narrow.
constexpr Point kMost{760, 900};
constexpr double kMapFoot = 28;
/// Of a file to look at; a map on a page can be enlarged by its readers and stays as it is.
constexpr double kTolerance = 0.5;

void extend(Box& box, Point p) {
  expects(std::isfinite(p.x) && std::isfinite(p.y), "positions are finite");
  box.extend(p);
}

void extend(Box& box, const Polyline& line) {
  for (const Point p : line) extend(box, p);
}

void extend(Box& box, const Polygon& area) {
  for (const PolygonPart& part : area) {
    extend(box, part.outer);
    for (const Ring& hole : part.holes) extend(box, hole);
  }
}

template <class Shape>
void extend(Box& box, const PictureShapes<Shape>& layer) {
  for (const Shape& shape : layer.shapes) extend(box, shape);
}

void extend(Box& box, const Grid<std::uint16_t>& grid) {
  const GridFrame& frame = grid.frame;
  const double side = frame.cell.value;
  extend(box, frame.north_west);
  extend(box, Point{frame.north_west.x + side * static_cast<double>(frame.columns),
                    frame.north_west.y - side * static_cast<double>(frame.rows)});
}

/// Every position is looked at, also where only a part is seen.
Box extent_of(const Picture& picture) {
  Box box;
  for (const PictureLayer& layer : picture.layers) {
    std::visit([&](const auto& content) { extend(box, content); }, layer);
  }
  expects(box.empty() ||
              (std::isfinite(box.high.x - box.low.x) && std::isfinite(box.high.y - box.low.y)),
          "positions lie a finite way apart");
  return picture.view.empty() ? box : picture.view;
}

double legend_height(const Picture& picture) {
  double height = 0.0;
  for (const PictureClass& entry : picture.classes) {
    if (!entry.label.empty()) height += height_of_label(entry.label);
  }
  return height;
}

void add_legend(const Picture& picture, double left, std::vector<Mark>& marks) {
  double y = kMargin + kTitleHeight;
  for (const PictureClass& entry : picture.classes) {
    if (entry.label.empty()) continue;
    for (Mark& mark : legend_key(entry, left, y)) marks.push_back(std::move(mark));
    add_label(entry.label, {left + 26, y + 12}, marks);
    y += height_of_label(entry.label);
  }
}

void add_scale_bar(const Canvas& canvas, Point at, std::vector<Mark>& marks) {
  const double length = round_length(canvas.width() / canvas.pixels_per_meter() / 4);
  const double pixels = length * canvas.pixels_per_meter();
  const std::string label =
      length >= 1000 ? decimal(length / 1000) + " km" : decimal(length) + " m";
  const Trace bar{{{at.x, at.y - 4}, at, {at.x + pixels, at.y}, {at.x + pixels, at.y - 4}}, false};
  marks.push_back(PathMark{{bar}, {.stroke = "#222222"}});
  marks.push_back(TextMark{.at = {at.x + pixels + 8, at.y + 2}, .text = label});
}

void add_north(const std::string& letter, Point at, std::vector<Mark>& marks) {
  if (letter.empty()) return;
  const Trace arrow{{{at.x, at.y - 20}, {at.x + 6, at.y}, {at.x, at.y - 4}, {at.x - 6, at.y}},
                    true};
  marks.push_back(PathMark{{arrow}, {.fill = "#222222"}});
  marks.push_back(TextMark{.at = {at.x + 10, at.y - 4}, .text = letter, .bold = true});
}

}  // namespace

double round_length(double length) {
  const double power = std::pow(10, std::floor(std::log10(length)));
  const double factor = length / power;
  return power * (factor >= 5 ? 5 : factor >= 2 ? 2 : 1);
}

double height_of_label(const std::string& label) {
  return 24 + 17 * static_cast<double>(lines_of(label, kLabelSize, kLabelWidth).size() - 1);
}

void add_label(const std::string& label, Point at, std::vector<Mark>& marks) {
  for (std::string& line : lines_of(label, kLabelSize, kLabelWidth)) {
    marks.push_back(TextMark{.at = at, .size = kLabelSize, .text = std::move(line)});
    at.y += 17;
  }
}

std::vector<Mark> legend_key(const PictureClass& entry, double left, double top) {
  if (entry.arrows) {
    return {PathMark{{segment({left, top + 7}, {left + 18, top + 7})},
                     {.stroke = entry.color, .width = entry.width}}};
  }
  const std::vector<Trace> area{rectangle(left, top, 18, 14)};
  Look look = look_of_area(entry);
  if (!entry.border) look.stroke = "#555555";
  std::vector<Mark> marks{PathMark{area, look}};
  if (entry.hatch != Hatch::none) {
    marks.push_back(PathMark{hatch_lines(area, entry.hatch, kHatchSpacing), look_of_hatch(entry)});
  }
  return marks;
}

Drawing draw_map(const Picture& picture, double width, double height) {
  const Canvas canvas(extent_of(picture), {0, 0}, {width, height - kMapFoot});
  Drawing drawing{.width = canvas.width(),
                  .height = canvas.height() + kMapFoot,
                  .title = picture.title,
                  .frame = canvas.frame(),
                  .framed = picture_marks(picture, canvas)};
  add_scale_bar(canvas, {4, canvas.height() + 18}, drawing.marks);
  add_north(picture.north, {canvas.width() - 26, canvas.height() + 24}, drawing.marks);
  return drawing;
}

Drawing draw_picture(const Picture& picture) {
  const Canvas canvas(extent_of(picture), {kMargin, kMargin + kTitleHeight}, kMost);
  const double body = std::max(canvas.height(), legend_height(picture));
  Drawing drawing{.width = canvas.width() + kLegendWidth + 3 * kMargin,
                  .height = body + kTitleHeight + kFootHeight + 2 * kMargin,
                  .title = picture.title,
                  .frame = canvas.frame(),
                  .framed = picture_marks(picture, canvas, kTolerance)};
  drawing.marks.push_back(
      TextMark{.at = {kMargin, kMargin + 18}, .size = 18, .text = picture.title, .bold = true});
  add_legend(picture, canvas.width() + 2 * kMargin, drawing.marks);
  const double foot = kMargin + kTitleHeight + body + 24;
  add_scale_bar(canvas, {kMargin, foot}, drawing.marks);
  add_north(picture.north, {canvas.width() + kMargin - 10, foot}, drawing.marks);
  drawing.marks.push_back(TextMark{.at = {kMargin, foot + 26}, .text = picture.note});
  return drawing;
}

std::string picture_as_svg(const Picture& picture) {
  return drawing_as_svg(draw_picture(picture));
}

}  // namespace rawan::io
