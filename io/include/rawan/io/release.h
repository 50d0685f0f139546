#pragma once

#include "rawan/io/manifest.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// SHA-256 of a file or of bytes, lower-case hexadecimal.
/// @throws InputError "not_found" | "not_a_file" | "unreadable".
std::string sha256_of_file(const std::filesystem::path& path);
std::string sha256(std::string_view bytes);

class Descriptor;

/// OUT's folder for what only the next run needs, never part of a release; made with mode 0700,
/// and OUT with it. @throws OutputError as Staging does for OUT.
std::filesystem::path work_folder(const std::filesystem::path& out);

/// Who may read a release: its owner and group (0440, 0550) or its owner alone (0400, 0500).
enum class Readers : std::uint8_t { group, owner };

/// A release under construction (reliability.md D4): a private directory on the target's file
/// system. Unless published it is removed by the destructor, so an interrupted run leaves nothing.
class Staging {
 public:
  /// Creates OUT if needed, takes OUT's lock, removes what killed runs left.
  /// @throws OutputError "locked" (detail: the process) | "no_lock" | "not_a_directory" |
  ///         "is_a_link" | "other_owner" | "no_links" | "no_permission" | "no_space" |
  ///         "write_failed".
  explicit Staging(const std::filesystem::path& out);
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;
  ~Staging();

  const std::filesystem::path& directory() const { return directory_; }

  /// Refuses early what cannot end well. @throws OutputError "space_short", detail "needed / free".
  void require_space(std::uint64_t bytes) const;

  /// Closes the set: refuses side files and links, syncs, re-reads and hashes every file.
  /// @return the artifacts, by name.
  /// @throws OutputError "side_file" | "foreign_file" | ...
  std::vector<Artifact> seal();

  /// Writes the manifest last, makes everything read-only, renames the directory to
  /// releases/<utc>-<hash12> (or ...-2, -3 if that was used) and swaps the link `current`. Keeps
  /// the two releases before. On any error `current` is what it was.
  /// @param utc    "20261121T183000Z", the clock of `main`.
  /// @param hash12 the first twelve digits of the release's content hash.
  /// @return the path of the release.
  /// @throws OutputError "clock_back" if a release is dated later | ...
  /// @throws ContractViolation unless sealed.
  std::filesystem::path publish(std::string_view manifest, std::string_view utc,
                                std::string_view hash12, Readers readers = Readers::group);

 private:
  std::filesystem::path out_;
  std::unique_ptr<Descriptor> lock_;
  std::filesystem::path directory_;
  bool sealed_ = false;
  bool published_ = false;
};

/// One thing wrong with a release. `code` is a key of the catalogue ("verify.<code>").
struct VerifyFault {
  std::string code;
  std::string subject;  ///< File or layer, relative to the release.
  friend bool operator==(const VerifyFault&, const VerifyFault&) = default;
};

/// What is wrong with the release at OUT (its `current`) or at a release directory itself; empty
/// if it is complete. Shares no code with the writers: SQLite, the file system and a hash.
std::vector<VerifyFault> verify_release(const std::filesystem::path& out);

}  // namespace rawan::io
