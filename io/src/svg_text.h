#pragma once

#include <string>
#include <string_view>

namespace rawan::io {

/// A text whose baseline begins at (x, y), in pixels. @param more attributes, with a space before.
std::string svg_text(double x, double y, double size, const std::string& text,
                     std::string_view more = "");

/// The begin of a page of that size: white, with its title above.
std::string svg_page(double width, double height, const std::string& title, double margin);

/// 1, 2 or 5 times a power of ten, not above the length.
double round_length(double length);

}  // namespace rawan::io
