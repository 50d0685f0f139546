#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// SHA-256 of a file or of bytes, lower-case hexadecimal.
std::string sha256_of_file(const std::filesystem::path& path);  ///< @throws InputError not_found.
std::string sha256(std::string_view bytes);

/// One published file as the manifest keeps it.
struct Artifact {
  std::string name;         ///< Relative to the release, with '/'.
  std::uint64_t bytes = 0;
  std::string sha256;
};

/// A release under construction (reliability.md D4): a private directory on the target's file
/// system. Unless published it is removed by the destructor, so an interrupted run leaves nothing.
class Staging {
 public:
  /// Creates OUT if needed, takes OUT's lock, removes stagings left by killed runs.
  /// @throws OutputError "locked" | "not_a_directory" | "no_permission" | ...
  explicit Staging(const std::filesystem::path& out);
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;
  ~Staging();

  const std::filesystem::path& directory() const;

  /// Closes the set: refuses side files, syncs, re-reads and hashes every file.
  std::vector<Artifact> seal();

  /// Writes the manifest last, makes everything read-only, renames the directory to
  /// releases/<utc>-<hash12> and swaps the link `current`. Keeps the two releases before.
  /// @param utc    "20261121T183000Z", the clock of `main`.
  /// @param hash12 the first twelve digits of the release's content hash.
  /// @return the path of the release.
  std::filesystem::path publish(std::string_view manifest, std::string_view utc,
                                std::string_view hash12);

 private:
  std::filesystem::path out_;
  std::filesystem::path directory_;
  int lock_ = -1;
  bool published_ = false;
};

/// What is wrong with the release at OUT (its `current`) or at a release directory itself; empty
/// if it is complete. Shares no code with the writers: SQLite, the file system and a hash.
std::vector<std::string> verify_release(const std::filesystem::path& out);

}  // namespace rawan::io
