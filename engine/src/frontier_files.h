#pragma once

#include "layers.h"
#include "publish.h"

#include <vector>

namespace rawan::engine {

/// What each more squad buys: frontier.csv, and a picture of it, frontier.svg.
std::vector<ExtraFile> frontier_files(const PatrolContext& context,
                                      const patrol::SearchOptions& options, const Control& control);

}  // namespace rawan::engine
