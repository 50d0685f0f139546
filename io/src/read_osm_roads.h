#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/io/roads.h"

#include <string>

namespace rawan::io {

/// Roads and ferries of a file of OpenStreetMap, connected by its nodes.
/// @throws InputError "damaged".
RoadSource read_osm_roads(const std::string& path, const Control& control);

}  // namespace rawan::io
