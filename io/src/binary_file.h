#pragma once

#include "rawan/io/error.h"
#include "read_bytes.h"

#include <cstdint>
#include <limits>
#include <string>

namespace rawan::io {

/// The bytes of a file and the numbers in them; nothing is read beyond its end.
class BinaryFile {
 public:
  /// @param code the error for a file that is too short.
  /// @param most bytes to be read; more of it can be asked for its size alone.
  BinaryFile(const std::string& path, const char* code,
             std::uint64_t most = std::numeric_limits<std::uint64_t>::max())
      : path_(path), code_(code), size_(size_of(path)), bytes_(read_bytes(path, most)) {}

  std::uint64_t size() const { return size_; }
  char byte(std::uint64_t at) const {
    if (at >= bytes_.size()) refuse();
    return bytes_[at];
  }
  std::uint64_t little(std::uint64_t at, unsigned bytes) const {
    std::uint64_t value = 0;
    for (unsigned i = bytes; i-- > 0;) {
      value = value << 8U | static_cast<unsigned char>(byte(at + i));
    }
    return value;
  }
  std::uint64_t big(std::uint64_t at, unsigned bytes) const {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < bytes; ++i) {
      value = value << 8U | static_cast<unsigned char>(byte(at + i));
    }
    return value;
  }
  [[noreturn]] void refuse() const { throw InputError(code_, {.file = path_}); }

 private:
  std::string path_;
  const char* code_;
  std::uint64_t size_;
  WipedBytes bytes_;
};

}  // namespace rawan::io
