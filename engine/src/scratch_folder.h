#pragma once

#include <filesystem>

namespace rawan::engine {

struct FileBounds;

/// Where libraries put aside what does not fit into memory: where the command writes, or else a
/// private folder of its own, taken back at the end.
class ScratchFolder {
 public:
  /// Adds to the files what is needed to use the folder.
  explicit ScratchFolder(FileBounds& files);
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();

 private:
  std::filesystem::path made_;  ///< Empty where the command writes somewhere.
};

}  // namespace rawan::engine
