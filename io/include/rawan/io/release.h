#pragma once

#include "rawan/io/manifest.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// SHA-256 of a file or of bytes, lower-case hexadecimal.
/// @throws InputError "not_found" | "not_a_file" | "unreadable" | "too_large" (over 64 GiB).
std::string sha256_of_file(const std::filesystem::path& path);
std::string sha256(std::string_view bytes);

class Descriptor;

/// OUT's folder for what only the next run needs, never part of a release; made with mode 0700,
/// and OUT with it. @throws OutputError as ReleaseSet does for OUT.
std::filesystem::path work_folder(const std::filesystem::path& out);

/// Who may read a release: its owner and group (0440, 0550) or its owner alone (0400, 0500).
enum class Readers : std::uint8_t { group, owner };

/// The files of one audience, complete.
struct SealedRelease {
  std::string tier;
  std::string manifest;  ///< As JSON.
  std::string hash12;    ///< The first twelve digits of the release's content hash.
};

/// The releases of one run under construction (reliability.md D4): for each audience a private
/// directory OUT/<tier>/.staging-<pid>, so that a tier may be a volume of its own. Unless published
/// they are removed by the destructor, so an interrupted run leaves nothing.
class ReleaseSet {
 public:
  /// Creates OUT if needed, takes OUT's lock, removes what killed runs left.
  /// @throws OutputError "locked" (detail: the process) | "no_lock" | "not_a_directory" |
  ///         "is_a_link" | "other_owner" | "no_links" | "no_permission" | "no_space" |
  ///         "write_failed".
  explicit ReleaseSet(const std::filesystem::path& out);
  ReleaseSet(const ReleaseSet&) = delete;
  ReleaseSet& operator=(const ReleaseSet&) = delete;
  ~ReleaseSet();

  /// Begins the release of an audience ("planning"); the directory for its files.
  /// @throws OutputError as the constructor.
  std::filesystem::path add(std::string_view tier, Readers readers = Readers::group);

  /// Refuses early what cannot end well. @throws OutputError "space_short", detail "needed / free".
  void require_space(std::uint64_t bytes) const;

  /// Closes the set of a tier: refuses side files and links, syncs, re-reads and hashes every file.
  /// @return the artifacts, by name.
  /// @throws OutputError "side_file" | "foreign_file" | ...
  std::vector<Artifact> seal(std::string_view tier);

  /// Writes the manifests last and makes everything read-only. Only when `before` has returned,
  /// each directory is renamed to OUT/<tier>/releases/<utc>-<hash12> (or ...-2, -3 if that was
  /// used), and when all lie there, the links OUT/<tier>/current are swapped, one after the other
  /// in the order of `releases`. Keeps the two releases before. On any error every `current` is
  /// what it was; a crash between two swaps leaves each of them at a complete release.
  /// @param releases one for each tier that was added.
  /// @param utc      "20261121T183000Z", the clock of `main`.
  /// @param before   the last that may refuse; what it throws ends the publication. Whatever reads
  ///                 `releases` sees nothing that it has not written down.
  /// @return the paths of the releases, in their order.
  /// @throws OutputError "clock_back" if a release is dated later | ...
  /// @throws ContractViolation unless sealed.
  std::vector<std::filesystem::path> publish(std::span<const SealedRelease> releases,
                                             std::string_view utc,
                                             const std::function<void()>& before = {});

 private:
  struct Staging;
  Staging& staging_of(std::string_view tier);

  std::filesystem::path out_;
  std::unique_ptr<Descriptor> lock_;
  std::vector<std::unique_ptr<Staging>> stagings_;
};

/// One thing wrong with a release. `code` is a key of the catalogue ("verify.<code>").
struct VerifyFault {
  std::string code;
  std::string subject;  ///< File or layer, relative to the release.
  friend bool operator==(const VerifyFault&, const VerifyFault&) = default;
};

/// What is wrong with the releases of all audiences at OUT (their `current`), with that of one
/// audience at OUT/<tier>, or with a release directory itself; empty if all is complete. Subjects
/// below OUT begin with the audience. Shares no code with the writers: SQLite, the file system and
/// a hash.
std::vector<VerifyFault> verify_release(const std::filesystem::path& out);

}  // namespace rawan::io
