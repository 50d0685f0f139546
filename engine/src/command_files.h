#pragma once

#include "file_bounds.h"
#include "rawan/engine/config.h"

#include <filesystem>
#include <span>
#include <string>

namespace rawan::engine {

class OutputFolder;

/// The project itself, its inputs and its policy; and where its command writes.
FileBounds files_of_project(const Config& config, const OutputFolder& out);

/// What was published below these folders, or is one of them; also where their links lead.
FileBounds files_of_releases(std::span<const std::filesystem::path> outs);

/// Results are written beside where they appear.
FileBounds files_of_tool(std::span<const std::string> sources,
                         std::span<const std::string> results);

}  // namespace rawan::engine
