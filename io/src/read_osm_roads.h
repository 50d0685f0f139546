#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/io/roads.h"

#include <string>

namespace rawan::io {

/// Whether the file is OpenStreetMap's, packed or not, by its content.
/// @throws InputError as kind_of_file().
bool is_openstreetmap(const std::string& path);

/// Roads and ferries of a file of OpenStreetMap, connected by its nodes.
/// @throws InputError "damaged".
RoadSource read_osm_roads(const std::string& path, const Control& control);

}  // namespace rawan::io
