#pragma once

#include <filesystem>
#include <vector>

namespace rawan::engine {

/// The folder that a command writes to, made before its files are bounded: what is missing then is
/// refused by the system later. Folders that stayed empty are taken back.
class OutputFolder {
 public:
  /// @param path may be empty. Who writes there says why it could not be made.
  explicit OutputFolder(std::filesystem::path path);
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;
  ~OutputFolder();

  const std::filesystem::path& path() const { return path_; }
  /// Where the outermost folder that was made lies; empty if none was.
  std::filesystem::path parent_of_made() const;

 private:
  std::filesystem::path path_;
  std::vector<std::filesystem::path> made_;  ///< From the outermost.
};

}  // namespace rawan::engine
