#pragma once

#include "drawing.h"
#include "rawan/io/picture.h"

#include <optional>
#include <vector>

namespace rawan::io {

/// Parallel lines inside closed traces, `spacing` pixels apart across; crossed: both ways. Lines
/// of neighboring areas meet.
std::vector<Trace> hatch_lines(const std::vector<Trace>& area, Hatch hatch, double spacing);

/// The middle of the widest place inside at the height of the area's middle: where a label lies
/// inside, whatever the shape. Nothing of an area without inside.
std::optional<Point> label_place(const std::vector<Trace>& area);

}  // namespace rawan::io
