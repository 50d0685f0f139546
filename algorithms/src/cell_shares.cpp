#include "cell_shares.h"

#include "edges.h"

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

/// The place on a segment where its first coordinate is x, or its second one y.
Point at_x(Point a, Point b, double x) {
  return {x, a.y + (x - a.x) * ((b.y - a.y) / (b.x - a.x))};
}
Point at_y(Point a, Point b, double y) {
  return {a.x + (y - a.y) * ((b.x - a.x) / (b.y - a.y)), y};
}

std::size_t whole(double place, std::size_t most) {
  return static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(most)));
}

}  // namespace

CellShares::CellShares(const Polygon& polygon, const GridFrame& frame)
    : north_west_(frame.north_west), cell_(frame.cell.value), across_(frame.columns) {
  const Box box = bounding_box(polygon);
  if (box.empty() || frame.size() == 0) return;
  const Point low = in_cells({box.low.x, box.high.y});
  const Point high = in_cells({box.high.x, box.low.y});
  left_ = whole(std::floor(low.x), frame.columns);
  top_ = whole(std::floor(low.y), frame.rows);
  columns_ = whole(std::ceil(high.x), frame.columns) - left_;
  rows_ = columns_ == 0 ? 0 : whole(std::ceil(high.y), frame.rows) - top_;
  steps_.assign(rows_ * stride(), 0.0);
  if (rows_ == 0) return;
  for (const PolygonPart& part : polygon) {
    add_ring(part.outer, 1.0);
    for (const Ring& hole : part.holes) add_ring(hole, -1.0);
  }
}

/// Columns east and rows south of the frame's corner.
Point CellShares::in_cells(Point p) const {
  return {(p.x - north_west_.x) / cell_, (north_west_.y - p.y) / cell_};
}

void CellShares::add_ring(const Ring& ring, double sign) {
  const double turn = signed_area(ring) < 0.0 ? -sign : sign;
  for_each_edge(ring, [&](Point from, Point to) {
    const Point a = in_cells(from);
    const Point b = in_cells(to);
    // A ring that runs counter-clockwise goes southward where the inside lies to the east.
    if (a.y < b.y) add_edge(a, b, turn);
    if (a.y > b.y) add_edge(b, a, -turn);
  });
}

void CellShares::add_edge(Point low, Point high, double sign) {
  const auto first = static_cast<double>(top_);
  const auto last = static_cast<double>(top_ + rows_);
  if (high.y <= first || low.y >= last) return;
  const std::size_t begin = whole(std::floor(low.y), top_ + rows_);
  Point from = low;
  for (std::size_t row = std::max(begin, top_); row < top_ + rows_; ++row) {
    const auto north = static_cast<double>(row);
    if (from.y < north) from = at_y(low, high, north);
    const bool ends = high.y <= north + 1.0;
    const Point to = ends ? high : at_y(low, high, north + 1.0);
    add_in_row(row - top_, from, to, sign);
    if (ends) return;
    from = to;
  }
}

/// West of the frame only the height of a piece counts; east of it, nothing does.
void CellShares::add_in_row(std::size_t row, Point a, Point b, double sign) {
  const auto west = static_cast<double>(left_);
  const auto east = static_cast<double>(left_ + columns_);
  if (a.x > b.x) {
    std::swap(a, b);
    sign = -sign;
  }
  if (a.x < west) {
    const Point cut = b.x <= west ? b : at_x(a, b, west);
    add_step(row, west, sign * (cut.y - a.y));
    a = {west, cut.y};
    if (b.x <= west) return;
  }
  if (a.x >= east) return;
  if (b.x > east) b = at_x(a, b, east);
  add_in_columns(row, a, b, sign);
}

void CellShares::add_in_columns(std::size_t row, Point a, Point b, double sign) {
  Point from = a;
  for (double column = std::floor(a.x);; column += 1.0) {
    const bool ends = b.x <= column + 1.0;
    const Point to = ends ? b : at_x(a, b, column + 1.0);
    add_step(row, 0.5 * (from.x + to.x), sign * (to.y - from.y));
    if (ends) return;
    from = to;
  }
}

/// A piece of an edge in one cell, x the middle of it: the cell has the part to its east.
void CellShares::add_step(std::size_t row, double x, double height) {
  const std::size_t column = whole(std::floor(x), left_ + columns_);
  const double part = x - static_cast<double>(column);
  double* step = &steps_[row * stride() + (column - left_)];
  step[0] += height * (1.0 - part);
  step[1] += height * part;
}

}  // namespace rawan
