#include "rawan/io/encrypted_disk.h"

#include "output_file.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <fstream>
#include <linux/fs.h>
#include <linux/fscrypt.h>
#include <string>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;

constexpr int kDeepest = 8;  ///< Layers of LVM, RAID and encryption on each other.

std::string first_line(const fs::path& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  return line;
}

/// The device itself or all of what it lies on.
bool on_dm_crypt(const fs::path& device, int depth) {
  if (first_line(device / "dm" / "uuid").starts_with("CRYPT-")) return true;
  std::error_code error;
  bool any = false;
  for (const fs::directory_entry& slave : fs::directory_iterator(device / "slaves", error)) {
    if (depth >= kDeepest || !on_dm_crypt(slave.path(), depth + 1)) return false;
    any = true;
  }
  return any;
}

bool has_fscrypt(const fs::path& directory) {
  const Descriptor folder(
      ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!folder.open()) return false;
  fscrypt_get_policy_ex_arg policy{};
  policy.policy_size = sizeof policy.policy;
  return ::ioctl(folder.number(), FS_IOC_GET_ENCRYPTION_POLICY_EX, &policy) == 0;
}

}  // namespace

bool is_encrypted(const fs::path& directory) {
  struct stat status {};
  if (::stat(directory.c_str(), &status) != 0) return false;
  const fs::path device =
      fmt::format("/sys/dev/block/{}:{}", major(status.st_dev), minor(status.st_dev));
  return on_dm_crypt(device, 0) || has_fscrypt(directory);
}

}  // namespace rawan::io
