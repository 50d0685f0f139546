#include "rawan/io/picture.h"

#include "picture_canvas.h"
#include "plain_text.h"
#include "rawan/algorithms/contract.h"
#include "svg_text.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace rawan::io {
namespace {

constexpr double kMargin = 20;
constexpr double kTitleHeight = 36;
constexpr double kLegendWidth = 260;
constexpr double kLegendLine = 24;
constexpr double kFootHeight = 56;

template <class Layer>
constexpr bool kIsGrid = std::is_same_v<Layer, Grid<std::uint16_t>>;

void extend(Box& box, Point p) {
  expects(std::isfinite(p.x) && std::isfinite(p.y), "positions are finite");
  box.extend(p);
}

void extend(Box& box, const Polyline& line) {
  for (const Point p : line) extend(box, p);
}

void extend(Box& box, const Polygon& area) {
  for (const PolygonPart& part : area) extend(box, part.outer);
}

void extend(Box& box, const GridFrame& frame) {
  const double side = frame.cell.value;
  extend(box, frame.north_west);
  extend(box, Point{frame.north_west.x + side * static_cast<double>(frame.columns),
                    frame.north_west.y - side * static_cast<double>(frame.rows)});
}

Box extent_of(const Picture& picture) {
  Box box;
  for (const PictureLayer& layer : picture.layers) {
    std::visit(
        [&](const auto& content) {
          if constexpr (kIsGrid<std::decay_t<decltype(content)>>) {
            extend(box, content.frame);
          } else {
            for (const auto& shape : content.shapes) extend(box, shape);
          }
        },
        layer);
  }
  return box;
}

void expect_classes(const std::vector<std::uint16_t>& classes, std::size_t shapes,
                    const Picture& picture) {
  expects(classes.size() == shapes, "one class per shape");
  for (const std::uint16_t c : classes) {
    expects(c == kNoClass || c < picture.classes.size(), "the class exists");
  }
}

/// Every class in turn as one group, so that its look is written once.
template <class Content>
void draw(const Content& content, const Picture& picture, const Canvas& canvas, std::string& svg) {
  if constexpr (kIsGrid<Content>) {
    expect_classes(content.values, content.frame.size(), picture);
  } else {
    expect_classes(content.classes, content.shapes.size(), picture);
  }
  for (std::size_t c = 0; c < picture.classes.size(); ++c) {
    const auto members = static_cast<std::uint16_t>(c);
    if constexpr (kIsGrid<Content>) {
      svg += canvas.cells(content, members, picture.classes[c].color);
    } else {
      svg += canvas.group(content, members, picture.classes[c].color);
    }
  }
}

std::string legend(const Picture& picture, double left) {
  std::string svg;
  double y = kMargin + kTitleHeight;
  for (const PictureClass& entry : picture.classes) {
    if (entry.label.empty()) continue;
    svg += "<rect x=\"" + decimal(left, 1) + "\" y=\"" + decimal(y, 1) +
           "\" width=\"18\" height=\"14\" fill=\"" + xml_escaped(entry.color) +
           "\" stroke=\"#555555\" stroke-width=\"0.5\"/>\n";
    svg += svg_text(left + 26, y + 12, 13, entry.label);
    y += kLegendLine;
  }
  return svg;
}

std::size_t legend_lines(const Picture& picture) {
  return static_cast<std::size_t>(std::ranges::count_if(
      picture.classes, [](const PictureClass& entry) { return !entry.label.empty(); }));
}

std::string scale_bar(const Canvas& canvas, double y) {
  const double length = round_length(canvas.width() / canvas.pixels_per_meter() / 4);
  const double pixels = length * canvas.pixels_per_meter();
  const std::string label =
      length >= 1000 ? decimal(length / 1000) + " km" : decimal(length) + " m";
  return "<path d=\"M" + decimal(kMargin, 1) + " " + decimal(y - 4, 1) + "v4h" +
         decimal(pixels, 1) + "v-4\" fill=\"none\" stroke=\"#222222\"/>\n" +
         svg_text(kMargin + pixels + 8, y + 2, 12, label);
}

}  // namespace

std::string picture_as_svg(const Picture& picture) {
  const Canvas canvas(extent_of(picture), {kMargin, kMargin + kTitleHeight});
  const double body =
      std::max(canvas.height(), static_cast<double>(legend_lines(picture)) * kLegendLine);
  const double width = canvas.width() + kLegendWidth + 3 * kMargin;
  const double height = body + kTitleHeight + kFootHeight + 2 * kMargin;
  std::string svg = svg_page(width, height, picture.title, kMargin);
  for (const PictureLayer& layer : picture.layers) {
    std::visit([&](const auto& content) { draw(content, picture, canvas, svg); }, layer);
  }
  svg += legend(picture, canvas.width() + 2 * kMargin);
  const double foot = kMargin + kTitleHeight + body + 24;
  svg += scale_bar(canvas, foot);
  svg += svg_text(kMargin, foot + 26, 12, picture.note);
  return svg + "</svg>\n";
}

}  // namespace rawan::io
