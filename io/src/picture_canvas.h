#pragma once

#include "rawan/io/picture.h"

#include <string>

namespace rawan::io {

/// Where meters lie on the page, and shapes as SVG groups of one class each.
class Canvas {
 public:
  /// A map of `extent` whose upper left corner is at `corner` (pixels).
  Canvas(const Box& extent, Point corner);

  double width() const { return width_; }    ///< Pixels.
  double height() const { return height_; }  ///< Pixels.
  double pixels_per_meter() const { return scale_; }

  std::string group(const PictureShapes<Polygon>& areas, std::uint16_t members,
                    const std::string& color) const;
  std::string group(const PictureShapes<Polyline>& lines, std::uint16_t members,
                    const std::string& color) const;
  std::string group(const PictureShapes<Point>& points, std::uint16_t members,
                    const std::string& color) const;

  /// Cells as runs along the rows; of a grid finer than the page every n-th row and column.
  std::string cells(const Grid<std::uint16_t>& grid, std::uint16_t members,
                    const std::string& color) const;

 private:
  Point on_page(Point p) const;
  std::string path(const std::vector<Point>& positions) const;

  Point north_west_;
  Point corner_;
  double scale_ = 1;
  double width_ = 0;
  double height_ = 0;
};

}  // namespace rawan::io
