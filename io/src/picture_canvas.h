#pragma once

#include "drawing.h"
#include "rawan/io/picture.h"

#include <functional>

namespace rawan::io {

/// Where meters lie on the page, and shapes as marks.
class Canvas {
 public:
  /// A map of `extent` whose upper left corner is at `corner`, of at most `most` (pixels).
  Canvas(const Box& extent, Point corner, Point most);

  double width() const { return width_; }    ///< Pixels.
  double height() const { return height_; }  ///< Pixels.
  double pixels_per_meter() const { return scale_; }
  /// Pixels.
  Box frame() const;
  Point on_page(Point p) const;

  /// The points without repeated ones, rounded to a quarter of a pixel.
  Trace trace(const std::vector<Point>& positions, bool closed) const;
  std::vector<Trace> traces(const Polygon& area) const;

  /// Cells of one class as runs along the rows; of a grid finer than the page every n-th row and
  /// column.
  std::vector<Trace> cells(const Grid<std::uint16_t>& grid, std::uint16_t members) const;

 private:
  Point north_west_;
  Point corner_;
  double scale_ = 1;
  double width_ = 0;
  double height_ = 0;
};

}  // namespace rawan::io
