#pragma once

#include <filesystem>

namespace rawan::io {

/// Overwrites a file with zeros, syncs and unlinks it. On disks that write elsewhere (SSD, copy on
/// write, snapshots) old blocks may remain: encrypt the volume (docs/privacy.md).
/// @throws OutputError
void wipe_file(const std::filesystem::path& file);

/// Keeps hold of what a file is now; when it has been replaced, the old content is wiped.
class KeptForWiping {
 public:
  /// @throws OutputError
  explicit KeptForWiping(const std::filesystem::path& file);
  KeptForWiping(const KeptForWiping&) = delete;
  KeptForWiping& operator=(const KeptForWiping&) = delete;
  ~KeptForWiping();

 private:
  void forget_old();

  std::filesystem::path file_;
  std::filesystem::path old_;
};

}  // namespace rawan::io
