#pragma once

#include "layers.h"

#include <filesystem>

namespace rawan::engine {

/// One GPX file per squad and day under `gpx`, named by the squad's position: names of squads are
/// not file names.
void write_routes(const std::filesystem::path& dir, const PatrolContext& context,
                  const Control& control);

}  // namespace rawan::engine
