#include "database_rest.h"

#include "rawan/io/error.h"

#include <chrono>
#include <fcntl.h>
#include <filesystem>
#include <thread>
#include <unistd.h>

namespace rawan::io {
namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 5s;
constexpr auto kPause = 100ms;

// Where SQLite locks (os.h of its source): writers hold these bytes for themselves alone.
constexpr off_t kPendingByte = 0x40000000;
constexpr off_t kSharedFirst = kPendingByte + 2;
constexpr off_t kSharedSize = 510;

bool is_held(int file, off_t start, off_t size) {
  struct flock lock {};
  lock.l_type = F_RDLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = start;
  lock.l_len = size;
  return fcntl(file, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

bool is_locked(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool held = is_held(file, kPendingByte, 1) || is_held(file, kSharedFirst, kSharedSize);
  close(file);
  return held;
}

}  // namespace

void expect_at_rest(const std::string& path) {
  auto waited = 0ms;
  for (; is_locked(path); waited += kPause) {
    if (waited >= kPatience) throw InputError("input_locked", {.file = path});
    std::this_thread::sleep_for(kPause);
  }
  std::error_code error;
  for (const char* suffix : {"-wal", "-journal"}) {
    const auto size = std::filesystem::file_size(path + suffix, error);
    if (!error && size > 0) throw InputError("has_wal", {.file = path});
  }
}

}  // namespace rawan::io
