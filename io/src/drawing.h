#pragma once

#include "rawan/algorithms/geometry.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

/// What maps and charts consist of once everything has its place, so that each writer of pictures
/// only has to know lines, discs and words.
namespace rawan::io {

/// How a mark looks. Colors as "#d7301f"; none where empty.
struct Look {
  std::string fill;
  std::string stroke;
  double width = 1.0;  ///< Of the stroke.
  bool dashed = false;
  double opacity = 1.0;
  friend bool operator==(const Look&, const Look&) = default;
};

/// Points in a row, in pixels: x to the right, y down.
struct Trace {
  std::vector<Point> points;
  bool closed = false;
};

/// What a reader learns who points at a mark, and by which word marks can be chosen.
struct MarkWords {
  std::string name;
  std::string group;
};

/// Traces of one look. Closed ones are filled by the rule of non-zero winding.
struct PathMark {
  std::vector<Trace> traces;
  Look look;
  MarkWords words{};
};

struct DiscMark {
  std::vector<Point> centers;
  double radius = 2.0;
  Look look;
  MarkWords words{};
};

enum class Anchor : std::uint8_t { start, middle, end };

/// A line of text; `at` is on its baseline.
struct TextMark {
  Point at;
  double size = 12.0;
  std::string text;
  Anchor anchor = Anchor::start;
  bool bold = false;
  double angle = 0.0;  ///< Degrees, clockwise, about `at`.
  std::string color = "#222222";
  bool halo = false;  ///< White around the letters, so that they can be read on a map.
};

using Mark = std::variant<PathMark, DiscMark, TextMark>;

/// A picture of `width` x `height` pixels. What lies in `frame` is cut off at its border and can be
/// moved and enlarged by readers; the marks follow above it.
struct Drawing {
  double width = 0.0;
  double height = 0.0;
  std::string title;
  Box frame{};
  std::vector<Mark> framed{};
  std::vector<Mark> marks{};
};

Trace rectangle(double left, double top, double width, double height);
Trace segment(Point from, Point to);

/// The trace with shorter ways outside the box, and the same inside it: what it fills and crosses
/// there. Empty where it lies beyond one side.
Trace seen_in(const Box& box, const Trace& trace);

/// About the width of the text in pixels: no writer's letters are known here.
double text_width(const std::string& text, double size);

/// The words in lines of about this width; a longer word has a line of its own.
std::vector<std::string> lines_of(const std::string& text, double size, double width);

/// What makes an SVG part of something else.
struct SvgUse {
  bool standalone = true;     ///< With its size, name space and white ground.
  std::string alternative{};  ///< Read out instead of the picture; none: the title.
  bool is_ornament = false;   ///< Says nothing that is not written beside it.
};

/// Equal input gives equal bytes. Coordinates are rounded to hundredths of a pixel.
std::string drawing_as_svg(const Drawing& drawing, const SvgUse& use = {});

}  // namespace rawan::io
