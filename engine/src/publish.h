#pragma once

#include "layers.h"
#include "rawan/engine/run_options.h"

#include <filesystem>
#include <span>
#include <string>

namespace rawan::engine {

/// Writes every output of a run into a new release below `options.out` and makes it current.
/// @return the path of the release. @throws io::OutputError; then nothing changed below OUT.
std::filesystem::path publish(const LayerContext& context, const RunOptions& options,
                              const Control& control);

/// A text that goes with a release of patrols.
struct ExtraFile {
  std::string name;
  std::string text;
};

/// The same for what patrols need alone.
std::filesystem::path publish_patrols(const LayerContext& context, std::span<const ExtraFile> extra,
                                      const RunOptions& options, const Control& control);

}  // namespace rawan::engine
