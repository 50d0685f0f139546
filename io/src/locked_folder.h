#pragma once

#include "output_file.h"

#include <filesystem>

namespace rawan::io {

/// OUT/.rawan while nobody else of us writes there. Not the lock of a run, which holds longer.
class LockedFolder {
 public:
  /// Waits for its turn. @throws OutputError as work_folder | "no_lock"
  explicit LockedFolder(const std::filesystem::path& out);

  const std::filesystem::path& path() const { return path_; }

  /// Replaces a file in one step: whoever reads sees the old one or the new one. @throws
  /// OutputError
  void replace(const std::string& name, std::string_view bytes) const;

 private:
  std::filesystem::path path_;
  Descriptor lock_;
};

}  // namespace rawan::io
