#pragma once

#include "drawing.h"
#include "rawan/io/picture.h"

namespace rawan::io {

/// A picture with its title, legend and note: a file of its own.
Drawing draw_picture(const Picture& picture);

/// The map with scale and north alone, at most `width` x `height` pixels: the page around it says
/// the rest.
Drawing draw_map(const Picture& picture, double width, double height);

/// What the legend shows of a class: a key of 18 x 14 pixels at (left, top).
std::vector<Mark> legend_key(const PictureClass& entry, double left, double top);

/// A label beside its key, in as many lines as it needs.
double height_of_label(const std::string& label);
void add_label(const std::string& label, Point at, std::vector<Mark>& marks);

/// 1, 2 or 5 times a power of ten, not above the length.
double round_length(double length);

}  // namespace rawan::io
