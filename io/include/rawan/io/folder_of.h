#pragma once

#include <filesystem>

namespace rawan::io {

/// Where a file lies or will: of a name alone, the working folder.
inline std::filesystem::path folder_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

}  // namespace rawan::io
