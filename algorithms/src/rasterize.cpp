#include "edges.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/polygons.h"

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

/// The first index below n that holds (n: none), for a condition that stays true once true. The
/// estimate only saves time: asking the centers themselves keeps rounding from making this and
/// `covers` disagree.
template <class Holds>
std::size_t first_index(std::size_t n, double estimate, const Holds& holds) {
  auto i = static_cast<std::size_t>(std::clamp(std::ceil(estimate), 0.0, static_cast<double>(n)));
  while (i > 0 && holds(i - 1)) --i;
  while (i < n && !holds(i)) ++i;
  return i;
}

/// The first row whose centers satisfy `holds`, looked for near height y.
template <class Holds>
std::size_t first_row(const GridFrame& frame, double y, const Holds& holds) {
  return first_index(frame.rows, (frame.north_west.y - y) / frame.cell.value - 0.5,
                     [&](std::size_t row) { return holds(frame.center(row, 0).y); });
}

/// The first column of a row whose center satisfies `holds`, looked for near x.
template <class Holds>
std::size_t first_column(const GridFrame& frame, std::size_t row, double x, const Holds& holds) {
  return first_index(frame.columns, (x - frame.north_west.x) / frame.cell.value - 0.5,
                     [&](std::size_t column) { return holds(frame.center(row, column)); });
}

/// One area on the lattice: where it begins and ends along each row, and which centers lie on its
/// edges.
class Scan {
 public:
  Scan(const Polygon& polygon, const GridFrame& frame) : frame_(frame) {
    const Box box = bounding_box(polygon);
    top_ = first_row(frame, box.high.y, [&](double y) { return y <= box.high.y; });
    bottom_ = first_row(frame, box.low.y, [&](double y) { return y < box.low.y; });
    left_ = first_column(frame, 0, box.low.x, [&](Point p) { return p.x >= box.low.x; });
    right_ = first_column(frame, 0, box.high.x, [&](Point p) { return p.x > box.high.x; });
    if (top_ >= bottom_ || left_ >= right_) return;
    flips_.assign((bottom_ - top_) * (right_ - left_), 0);
    touched_ = flips_;
    for_each_ring(polygon, [&](const Ring& ring) {
      for_each_edge(ring, [&](Point a, Point b) { add(UpwardEdge(a, b)); });
    });
  }

  void fill(Grid<std::uint8_t>& result) const {
    if (flips_.empty()) return;
    for (std::size_t row = top_; row < bottom_; ++row) {
      bool inside = false;
      for (std::size_t column = left_; column < right_; ++column) {
        inside ^= flips_[slot(row, column)] != 0;
        if (inside || touched_[slot(row, column)] != 0) result.at(row, column) = 1;
      }
    }
  }

 private:
  std::size_t slot(std::size_t row, std::size_t column) const {
    return (row - top_) * (right_ - left_) + (column - left_);
  }

  void add(const UpwardEdge& edge) {
    const std::size_t begin =
        first_row(frame_, edge.high.y, [&](double y) { return y <= edge.high.y; });
    for (std::size_t row = begin; row < bottom_ && frame_.center(row, 0).y >= edge.low.y; ++row) {
      edge.low.y == edge.high.y ? add_level(row, edge) : add_crossing(row, edge);
    }
  }

  void add_level(std::size_t row, const UpwardEdge& edge) {
    touch_from(row,
               first_column(frame_, row, edge.low.x, [&](Point p) { return p.x >= edge.low.x; }),
               edge);
  }

  void add_crossing(std::size_t row, const UpwardEdge& edge) {
    const double y = frame_.center(row, 0).y;
    const double t = (y - edge.low.y) / (edge.high.y - edge.low.y);
    const double x = edge.low.x + t * (edge.high.x - edge.low.x);
    const std::size_t column =
        first_column(frame_, row, x, [&](Point p) { return !(edge.side(p) > 0.0); });
    touch_from(row, column, edge);
    if (edge.spans(y) && column < right_) flips_[slot(row, std::max(column, left_))] ^= 1;
  }

  void touch_from(std::size_t row, std::size_t column, const UpwardEdge& edge) {
    for (std::size_t c = std::max(column, left_); c < right_; ++c) {
      if (!edge.touches(frame_.center(row, c))) return;
      touched_[slot(row, c)] = 1;
    }
  }

  const GridFrame& frame_;
  std::size_t top_ = 0;
  std::size_t bottom_ = 0;
  std::size_t left_ = 0;
  std::size_t right_ = 0;
  std::vector<std::uint8_t> flips_;
  std::vector<std::uint8_t> touched_;
};

void expect_finite(const Ring& ring) {
  for (const Point p : ring) {
    expects(std::isfinite(p.x) && std::isfinite(p.y), "coordinates must be finite");
  }
}

}  // namespace

Grid<std::uint8_t> rasterize(std::span<const Polygon> areas, const GridFrame& frame) {
  expects(frame.cell.value > 0.0, "a grid needs a positive cell size");
  Grid<std::uint8_t> result{frame, std::vector<std::uint8_t>(frame.size(), 0)};
  for (const Polygon& area : areas) {
    for_each_ring(area, expect_finite);
    if (!bounding_box(area).empty()) Scan(area, frame).fill(result);
  }
  return result;
}

}  // namespace rawan
