#include "picture_canvas.h"

#include "plain_text.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace rawan::io {
namespace {

constexpr double kMostWidth = 760;
constexpr double kMostHeight = 900;
constexpr double kLeast = 120;
constexpr double kDetail = 0.25;  // Pixels.

std::string number(double value) {
  return decimal(std::round(value / kDetail) * kDetail);
}

std::string paths(const std::string& data, const std::string& look) {
  if (data.empty()) return "";
  return "<path d=\"" + data + "\" " + look + "/>\n";
}

std::string filled(const std::string& color) {
  return "fill=\"" + xml_escaped(color) + "\"";
}

}  // namespace

Canvas::Canvas(const Box& extent, Point corner) : corner_(corner) {
  const Box box = extent.empty() ? Box{{0, 0}, {1, 1}} : extent;
  north_west_ = {box.low.x, box.high.y};
  const double across = box.high.x - box.low.x;
  const double down = box.high.y - box.low.y;
  const double least = 1.0;  // Meter: one point is drawn too.
  scale_ = std::min(kMostWidth / std::max(across, least), kMostHeight / std::max(down, least));
  width_ = std::max(kLeast, across * scale_);
  height_ = std::max(kLeast, down * scale_);
}

Point Canvas::on_page(Point p) const {
  return {corner_.x + (p.x - north_west_.x) * scale_, corner_.y + (north_west_.y - p.y) * scale_};
}

std::string Canvas::path(const std::vector<Point>& positions) const {
  std::string data;
  std::string last;
  for (const Point p : positions) {
    const Point page = on_page(p);
    std::string next = number(page.x) + " " + number(page.y);
    if (next == last) continue;
    data += (last.empty() ? "M" : "L") + next;
    last = std::move(next);
  }
  return data;
}

std::string Canvas::group(const PictureShapes<Polygon>& areas, std::uint16_t members,
                          const std::string& color) const {
  std::string data;
  for (std::size_t i = 0; i < areas.shapes.size(); ++i) {
    if (areas.classes[i] != members) continue;
    for (const PolygonPart& part : areas.shapes[i]) {
      data += path(part.outer) + "Z";
      for (const Ring& hole : part.holes) data += path(hole) + "Z";
    }
  }
  // Holes run the other way round, so the default rule leaves them open, and areas that overlap
  // stay filled.
  return paths(
      data, filled(color) + " stroke=\"#777777\" stroke-width=\"0.4\" stroke-linejoin=\"round\"");
}

std::string Canvas::group(const PictureShapes<Polyline>& lines, std::uint16_t members,
                          const std::string& color) const {
  std::string data;
  for (std::size_t i = 0; i < lines.shapes.size(); ++i) {
    if (lines.classes[i] == members) data += path(lines.shapes[i]);
  }
  return paths(data, "fill=\"none\" stroke=\"" + xml_escaped(color) +
                         "\" stroke-width=\"2\" stroke-linecap=\"round\"");
}

std::string Canvas::group(const PictureShapes<Point>& points, std::uint16_t members,
                          const std::string& color) const {
  std::vector<std::pair<double, double>> places;
  for (std::size_t i = 0; i < points.shapes.size(); ++i) {
    if (points.classes[i] != members) continue;
    const Point page = on_page(points.shapes[i]);
    places.emplace_back(std::round(page.x / kDetail), std::round(page.y / kDetail));
  }
  std::ranges::sort(places);
  const auto repeated = std::ranges::unique(places);
  places.erase(repeated.begin(), repeated.end());
  std::string data;
  for (const auto& [x, y] : places) {
    data += "M" + decimal(x * kDetail) + " " + decimal(y * kDetail) + "h0";
  }
  return paths(data, "stroke=\"" + xml_escaped(color) +
                         "\" stroke-width=\"4\" stroke-linecap=\"round\" fill=\"none\"");
}

std::string Canvas::cells(const Grid<std::uint16_t>& grid, std::uint16_t members,
                          const std::string& color) const {
  const GridFrame& frame = grid.frame;
  const double side = frame.cell.value * scale_;
  const auto stride = static_cast<std::size_t>(std::max(1.0, std::ceil(1.0 / side)));
  const auto taken = [&](std::size_t row, std::size_t column) {
    return column < frame.columns && grid.at(row, column) == members;
  };
  std::string data;
  for (std::size_t row = 0; row < frame.rows; row += stride) {
    for (std::size_t column = 0; column < frame.columns; column += stride) {
      if (!taken(row, column)) continue;
      const std::size_t first = column;
      while (taken(row, column)) column += stride;
      const Point page =
          on_page({frame.north_west.x + frame.cell.value * static_cast<double>(first),
                   frame.north_west.y - frame.cell.value * static_cast<double>(row)});
      const double wide = side * static_cast<double>(column - first);
      data += "M" + decimal(page.x, 2) + " " + decimal(page.y, 2) + "h" + decimal(wide, 2) + "v" +
              decimal(side * static_cast<double>(stride), 2) + "h" + decimal(-wide, 2) + "z";
    }
  }
  return paths(data, filled(color) + " shape-rendering=\"crispEdges\"");
}

}  // namespace rawan::io
