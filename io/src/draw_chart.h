#pragma once

#include "drawing.h"
#include "rawan/io/chart.h"

namespace rawan::io {

/// A chart with its title, legend and note: a file of its own.
Drawing draw_chart(const Chart& chart);

/// The diagram with its scales alone, `width` pixels wide: the page around it says the rest.
Drawing draw_diagram(const Chart& chart, double width);

}  // namespace rawan::io
