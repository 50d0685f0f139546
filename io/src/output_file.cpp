#include "output_file.h"

#include "rawan/io/folder_of.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <utility>

namespace rawan::io {
namespace {

constexpr mode_t kPrivateFile = 0600;

bool is_disk_full(const std::filesystem::path& path) {
  constexpr unsigned long kFewBytes = 64UL * 1024UL;
  struct statvfs disk {};
  return ::statvfs(folder_of(path).c_str(), &disk) == 0 &&
         disk.f_bavail * disk.f_frsize < kFewBytes;
}

}  // namespace

bool is_memory_short() {
  constexpr std::size_t kNextToNothing = std::size_t{32} << 20;
  void* probe = ::mmap(nullptr, kNextToNothing, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (probe == MAP_FAILED) return true;
  ::munmap(probe, kNextToNothing);
  return false;
}

Descriptor::~Descriptor() {
  close();
}

int Descriptor::close() {
  const int number = std::exchange(number_, -1);
  return number >= 0 && ::close(number) != 0 ? errno : 0;
}

OutputError output_error(const std::filesystem::path& path, int error_number) {
  switch (error_number) {
    case EACCES:
    case EPERM:
    case EROFS:
      return {"no_permission", {.file = path.string()}};
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return {"no_space", {.file = path.string()}};
    default: {
      const char* name = ::strerrorname_np(error_number);
      return {"write_failed", {.file = path.string()}, name != nullptr ? name : "?"};
    }
  }
}

OutputError library_failure(const std::filesystem::path& path, std::string_view what) {
  if (is_disk_full(path)) return {"no_space", {.file = path.string()}};
  if (is_memory_short()) throw std::bad_alloc();
  return {"write_failed", {.file = path.string()}, std::string(what)};
}

OutputError output_differs(const std::filesystem::path& path, std::string layer) {
  return {"output_differs", {.file = path.string(), .layer = std::move(layer)}};
}

void read_back(const std::filesystem::path& path,
               const std::function<void(std::string_view)>& take) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.open()) throw output_error(path, errno);
  std::array<char, 65536> block{};
  while (true) {
    const ssize_t count = ::read(file.number(), block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw output_error(path, errno);
    if (count == 0) return;
    take({block.data(), static_cast<std::size_t>(count)});
  }
}

std::string read_back(const std::filesystem::path& path) {
  std::string bytes;
  read_back(path, [&](std::string_view block) { bytes += block; });
  return bytes;
}

void write_all(const Descriptor& file, const std::filesystem::path& path, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw output_error(path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void sync_to_disk(const std::filesystem::path& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.open() || ::fsync(file.number()) != 0) throw output_error(path, errno);
  if (const int error = file.close(); error != 0) throw output_error(path, error);
}

void write_bytes(const std::filesystem::path& path, std::string_view bytes) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kPrivateFile));
  if (!file.open()) throw output_error(path, errno);
  write_all(file, path, bytes);
  if (::fsync(file.number()) != 0) throw output_error(path, errno);
  if (const int error = file.close(); error != 0) throw output_error(path, error);
  std::string_view rest = bytes;
  read_back(path, [&](std::string_view block) {
    if (!rest.starts_with(block)) throw output_differs(path);
    rest.remove_prefix(block.size());
  });
  if (!rest.empty()) throw output_differs(path);
}

void clear_target(const std::filesystem::path& path) {
  write_bytes(path, "");
  if (::unlink(path.c_str()) != 0) throw output_error(path, errno);
}

}  // namespace rawan::io
