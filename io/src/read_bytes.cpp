#include "read_bytes.h"

#include "rawan/io/error.h"

#include <filesystem>
#include <fstream>

namespace rawan::io {

WipedBytes read_bytes(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  std::ifstream file(path, std::ios::binary);
  if (error || !file) throw InputError("not_readable", {.file = path});
  if (size == 0) throw InputError("empty_file", {.file = path});
  WipedBytes bytes(size);
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  const bool complete = static_cast<std::uintmax_t>(file.gcount()) == size;
  if (!complete) throw InputError("not_readable", {.file = path});
  return bytes;
}

}  // namespace rawan::io
