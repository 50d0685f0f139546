#include "picture_canvas.h"

#include <algorithm>
#include <cmath>

namespace rawan::io {
namespace {

constexpr double kLeast = 120;
constexpr double kDetail = 0.25;  // Pixels.

double rounded(double value) {
  return std::round(value / kDetail) * kDetail;
}

}  // namespace

Canvas::Canvas(const Box& extent, Point corner, Point most) : corner_(corner) {
  const Box box = extent.empty() ? Box{{0, 0}, {1, 1}} : extent;
  north_west_ = {box.low.x, box.high.y};
  const double across = box.high.x - box.low.x;
  const double down = box.high.y - box.low.y;
  const double least = 1.0;  // Meter: one point is drawn too.
  scale_ = std::min(most.x / std::max(across, least), most.y / std::max(down, least));
  width_ = std::max(kLeast, across * scale_);
  height_ = std::max(kLeast, down * scale_);
}

Box Canvas::frame() const {
  return {corner_, {corner_.x + width_, corner_.y + height_}};
}

Point Canvas::on_page(Point p) const {
  return {corner_.x + (p.x - north_west_.x) * scale_, corner_.y + (north_west_.y - p.y) * scale_};
}

Trace Canvas::trace(const std::vector<Point>& positions, bool closed) const {
  Trace trace{.points = {}, .closed = closed};
  for (const Point p : positions) {
    const Point page = on_page(p);
    const Point next{rounded(page.x), rounded(page.y)};
    if (trace.points.empty() || next != trace.points.back()) trace.points.push_back(next);
  }
  return trace;
}

std::vector<Trace> Canvas::traces(const Polygon& area) const {
  std::vector<Trace> traces;
  for (const PolygonPart& part : area) {
    traces.push_back(trace(part.outer, true));
    for (const Ring& hole : part.holes) traces.push_back(trace(hole, true));
  }
  return traces;
}

std::vector<Trace> Canvas::cells(const Grid<std::uint16_t>& grid, std::uint16_t members) const {
  const GridFrame& frame = grid.frame;
  const double side = frame.cell.value * scale_;
  const auto stride = static_cast<std::size_t>(std::max(1.0, std::ceil(1.0 / side)));
  const auto taken = [&](std::size_t row, std::size_t column) {
    return column < frame.columns && grid.at(row, column) == members;
  };
  std::vector<Trace> runs;
  for (std::size_t row = 0; row < frame.rows; row += stride) {
    for (std::size_t column = 0; column < frame.columns; column += stride) {
      if (!taken(row, column)) continue;
      const std::size_t first = column;
      while (taken(row, column)) column += stride;
      const Point page =
          on_page({frame.north_west.x + frame.cell.value * static_cast<double>(first),
                   frame.north_west.y - frame.cell.value * static_cast<double>(row)});
      runs.push_back(rectangle(page.x, page.y, side * static_cast<double>(column - first),
                               side * static_cast<double>(stride)));
    }
  }
  return runs;
}

}  // namespace rawan::io
