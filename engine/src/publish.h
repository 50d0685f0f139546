#pragma once

#include "layers.h"
#include "rawan/engine/run_options.h"

#include <filesystem>

namespace rawan::engine {

/// Writes every output of a run into a new release below `options.out` and makes it current.
/// @return the path of the release. @throws io::OutputError; then nothing changed below OUT.
std::filesystem::path publish(const LayerContext& context, const RunOptions& options,
                              const Control& control);

}  // namespace rawan::engine
