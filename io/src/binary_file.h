#pragma once

#include "rawan/io/error.h"
#include "read_bytes.h"

#include <cstdint>
#include <string>

namespace rawan::io {

/// The bytes of a file and the numbers in them; nothing is read beyond its end.
class BinaryFile {
 public:
  /// @param code the error for a file that is too short.
  BinaryFile(const std::string& path, const char* code)
      : path_(path), code_(code), bytes_(read_bytes(path)) {}

  std::uint64_t size() const { return bytes_.size(); }
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
  WipedBytes bytes_;
};

}  // namespace rawan::io
