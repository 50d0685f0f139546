#include "drawing.h"

#include <algorithm>

namespace rawan::io {
namespace {

/// Of DejaVu Sans and the like, on average.
constexpr double kLetterShare = 0.6;

}  // namespace

Trace rectangle(double left, double top, double width, double height) {
  return {{{left, top}, {left + width, top}, {left + width, top + height}, {left, top + height}},
          true};
}

Trace segment(Point from, Point to) {
  return {{from, to}, false};
}

double text_width(const std::string& text, double size) {
  const auto letters = std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  return kLetterShare * size * static_cast<double>(letters);
}

}  // namespace rawan::io
