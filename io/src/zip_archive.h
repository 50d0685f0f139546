#pragma once

#include "wiped.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// Takes a piece of an unpacked member; false: no more is wanted.
using ChunkSink = std::function<bool(std::string_view)>;

/// A ZIP file in memory, with limits: 10,000 members, 1 GiB unpacked, and no member over 64 MiB
/// that is packed better than 100 to 1.
class ZipArchive {
 public:
  /// @throws InputError "not_readable", "damaged" (no or a false directory), "encrypted",
  ///         "archive_unsafe" (limits, names leading out of the archive or twice, ZIP64).
  explicit ZipArchive(const std::string& path);
  /// An archive that lies within something else. @param path what errors name.
  ZipArchive(WipedBytes bytes, std::string path);

  std::vector<std::string> members() const;
  bool contains(const std::string& member) const { return members_.contains(member); }

  /// Unpacks piece by piece. Size and check sum are verified unless the sink stopped.
  /// @throws InputError "damaged".
  void stream(const std::string& member, const ChunkSink& sink) const;

 private:
  struct Member {
    std::uint64_t offset = 0;  ///< Of the local header.
    std::uint64_t packed = 0;
    std::uint64_t unpacked = 0;
    std::uint32_t checksum = 0;
    unsigned method = 0;
  };

  void read_directory();
  std::uint64_t read_entry(std::uint64_t at);
  void check(const std::string& name, const Member& member, unsigned flags) const;
  std::string_view packed_bytes(const Member& member) const;
  std::uint64_t number(std::uint64_t at, unsigned bytes) const;
  [[noreturn]] void refuse(const char* code) const;

  std::string path_;
  WipedBytes bytes_;
  std::map<std::string, Member> members_;
};

}  // namespace rawan::io
