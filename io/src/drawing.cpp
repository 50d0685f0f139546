#include "drawing.h"

#include <algorithm>
#include <sstream>

namespace rawan::io {
namespace {

/// Of DejaVu Sans and the like, on average.
constexpr double kLetterShare = 0.6;

/// The sides of the box that a point lies beyond, as bits (the outcodes of Cohen and Sutherland).
unsigned sides_beyond(const Box& box, Point p) {
  return (p.x < box.low.x ? 1U : 0U) | (p.x > box.high.x ? 2U : 0U) | (p.y < box.low.y ? 4U : 0U) |
         (p.y > box.high.y ? 8U : 0U);
}

}  // namespace

Trace rectangle(double left, double top, double width, double height) {
  return {{{left, top}, {left + width, top}, {left + width, top + height}, {left, top + height}},
          true};
}

Trace segment(Point from, Point to) {
  return {{from, to}, false};
}

Trace seen_in(const Box& box, const Trace& trace) {
  Trace seen{.points = {}, .closed = trace.closed};
  unsigned all = ~0U;
  for (std::size_t i = 0; i < trace.points.size(); ++i) {
    const unsigned sides = sides_beyond(box, trace.points[i]);
    all &= sides;
    const bool is_end = i == 0 || i + 1 == trace.points.size();
    // Beyond one side, no way between two points is seen.
    const bool is_detour = !is_end && (sides_beyond(box, seen.points.back()) & sides &
                                       sides_beyond(box, trace.points[i + 1])) != 0;
    if (!is_detour) seen.points.push_back(trace.points[i]);
  }
  if (all != 0) seen.points.clear();
  return seen;
}

double text_width(const std::string& text, double size) {
  const auto letters = std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  return kLetterShare * size * static_cast<double>(letters);
}

std::vector<std::string> lines_of(const std::string& text, double size, double width) {
  std::vector<std::string> lines{""};
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    std::string& line = lines.back();
    const std::string longer = line.empty() ? word : line + " " + word;
    if (line.empty() || text_width(longer, size) <= width) {
      line = longer;
    } else {
      lines.push_back(word);
    }
  }
  return lines;
}

}  // namespace rawan::io
