#include "sha256.h"

#include "file_kind.h"
#include "output_file.h"
#include "rawan/io/release.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace rawan::io {
namespace {

InputError unreadable(const std::filesystem::path& path, int error_number) {
  const bool absent = error_number == ENOENT || error_number == ENOTDIR;
  return {absent ? "not_found" : "unreadable", {.file = path.string()}};
}

/// Never waits: a pipe or a device is refused.
void expect_regular(const Descriptor& file, const std::filesystem::path& path) {
  if (!file.open()) throw unreadable(path, errno);
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) throw unreadable(path, errno);
  if (!S_ISREG(status.st_mode)) throw InputError("not_a_file", {.file = path.string()});
  refuse_huge(static_cast<std::uintmax_t>(status.st_size), path.string());
}

}  // namespace

std::string hexadecimal(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

std::string sha256(std::string_view bytes) {
  return hexadecimal(Sha256::of(bytes));
}

std::string sha256_of_file(const std::filesystem::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  expect_regular(file, path);
  Sha256 hash;
  std::array<char, 65536> block{};
  while (true) {
    const ssize_t count = ::read(file.number(), block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw unreadable(path, errno);
    if (count == 0) break;
    hash.add({block.data(), static_cast<std::size_t>(count)});
  }
  return hexadecimal(hash.finish());
}

}  // namespace rawan::io
