#include "read_bytes.h"

#include "rawan/io/error.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace rawan::io {

std::uint64_t size_of(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) throw InputError("not_readable", {.file = path});
  if (size == 0) throw InputError("empty_file", {.file = path});
  return size;
}

WipedBytes read_bytes(const std::string& path, std::uint64_t most) {
  const std::uint64_t size = std::min(size_of(path), most);
  std::ifstream file(path, std::ios::binary);
  if (!file) throw InputError("not_readable", {.file = path});
  WipedBytes bytes(size);
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  const bool complete = static_cast<std::uint64_t>(file.gcount()) == size;
  if (!complete) throw InputError("not_readable", {.file = path});
  return bytes;
}

}  // namespace rawan::io
