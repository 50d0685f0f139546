#pragma once

#include "drawing.h"
#include "rawan/io/page.h"

namespace rawan::io {

/// The scale with what one row has on it. Rows beside each other show one scale.
Drawing draw_interval(const IntervalColumn& column, std::size_t row);

}  // namespace rawan::io
