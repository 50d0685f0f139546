#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/io/roads.h"

namespace rawan::io {

/// Roads of a layer of lines, connected where they share coordinates. @throws as read_roads().
RoadSource read_road_lines(const RoadRequest& request, const Control& control);

}  // namespace rawan::io
