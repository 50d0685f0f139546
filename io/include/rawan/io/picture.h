#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/grid.h"

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace rawan::io {

/// How shapes of one class look, and what the legend calls them.
struct PictureClass {
  std::string color;  ///< "#d7301f".
  std::string label;  ///< In the reader's language; empty: not in the legend.
};

/// A shape without a class is not drawn.
inline constexpr std::uint16_t kNoClass = std::numeric_limits<std::uint16_t>::max();

/// Shapes of one kind; `classes` holds one position in Picture::classes per shape.
template <class Shape>
struct PictureShapes {
  std::vector<Shape> shapes;
  std::vector<std::uint16_t> classes;
};

using PictureLayer = std::variant<PictureShapes<Polygon>, PictureShapes<Polyline>,
                                  PictureShapes<Point>, Grid<std::uint16_t>>;

/// A map to look at: no map projection is computed, shapes lie on one plane in meters.
struct Picture {
  std::string title;
  std::string note;  ///< A line under the map, such as who may see it.
  std::vector<PictureClass> classes;
  std::vector<PictureLayer> layers;  ///< The first lies undermost.
};

/// The picture as one SVG text without links to anything: title, map, legend, scale bar and note.
/// Details below a quarter of a pixel are left out, so that the size of the text is bounded by what
/// can be seen of each shape. Equal input gives equal bytes.
/// @throws ContractViolation if a layer has more or fewer classes than shapes, a class does not
///         exist, or a coordinate is not finite.
std::string picture_as_svg(const Picture& picture);

}  // namespace rawan::io
