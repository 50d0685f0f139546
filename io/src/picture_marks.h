#pragma once

#include "picture_canvas.h"

namespace rawan::io {

/// The layers of a picture as marks: areas, then lines and points as they lie above each other,
/// then the labels that find room.
/// @param tolerance of borders and lines, pixels; 0: as they are.
/// @throws ContractViolation as picture_as_svg().
std::vector<Mark> picture_marks(const Picture& picture, const Canvas& canvas,
                                double tolerance = 0.0);

/// Lines over hatched areas and keys of the legend.
inline constexpr double kHatchSpacing = 5;

Look look_of_area(const PictureClass& entry);
Look look_of_hatch(const PictureClass& entry);

}  // namespace rawan::io
