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

/// Lines over the color of areas, for what must not be taken for a value.
enum class Hatch : std::uint8_t { none, rising, crossed };

/// How shapes of one class look, and what the legend calls them.
struct PictureClass {
  std::string color;  ///< "#d7301f"; empty: areas without a color.
  std::string label;  ///< In the reader's language; empty: not in the legend.
  Hatch hatch = Hatch::none;
  double width = 2.0;   ///< Of lines, pixels.
  bool arrows = false;  ///< Lines show their direction.
  bool border = false;  ///< Of areas only a wide border in the color, as of a zone above a map.
};

/// A shape without a class is not drawn.
inline constexpr std::uint16_t kNoClass = std::numeric_limits<std::uint16_t>::max();

/// What a reader learns about one shape.
struct ShapeWords {
  std::string name;     ///< Shown who points at it.
  std::string group{};  ///< By which readers choose what to see, such as the district.
  std::string label{};  ///< Written on the map where there is room; of points, into them.
};

/// Shapes of one kind; `classes` holds one position in Picture::classes per shape.
template <class Shape>
struct PictureShapes {
  std::vector<Shape> shapes;
  std::vector<std::uint16_t> classes;
  std::vector<ShapeWords> words{};  ///< As many, or none.
};

using PictureLayer = std::variant<PictureShapes<Polygon>, PictureShapes<Polyline>,
                                  PictureShapes<Point>, Grid<std::uint16_t>>;

/// A map to look at: no map projection is computed, shapes lie on one plane in meters.
struct Picture {
  std::string title;
  std::string note;  ///< A line under the map, such as who may see it.
  std::vector<PictureClass> classes;
  std::vector<PictureLayer> layers;  ///< The first lies undermost.
  std::string north{};               ///< The letter at the arrow that points north; empty: none.
  Box view{};                        ///< What is seen; empty: everything.
};

/// The picture as one SVG text without links to anything: title, map, legend, scale bar and note.
/// Details below half a pixel are left out, so that the size of the text is bounded by what can be
/// seen of each shape. Equal input gives equal bytes.
/// @throws ContractViolation if a layer has more or fewer classes than shapes, a class does not
///         exist, or a coordinate is not finite.
std::string picture_as_svg(const Picture& picture);

}  // namespace rawan::io
