#include "locked_folder.h"

#include "rawan/io/release.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rawan::io {

LockedFolder::LockedFolder(const std::filesystem::path& out)
    : path_(work_folder(out)),
      lock_(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)) {
  int result = -1;
  if (lock_.open()) {
    do result = ::flock(lock_.number(), LOCK_EX);
    while (result != 0 && errno == EINTR);
  }
  if (result != 0) throw OutputError("no_lock", {.file = path_.string()});
}

void LockedFolder::replace(const std::string& name, std::string_view bytes) const {
  const std::filesystem::path target = path_ / name;
  const std::filesystem::path fresh = path_ / (name + ".new");
  // What a run left undone, or a link that would lead the bytes elsewhere.
  if (::unlink(fresh.c_str()) != 0 && errno != ENOENT) throw output_error(fresh, errno);
  write_bytes(fresh, bytes);
  const bool moved =
      ::chmod(fresh.c_str(), 0600) == 0 && ::rename(fresh.c_str(), target.c_str()) == 0;
  if (!moved) throw output_error(target, errno);
  sync_to_disk(path_);
}

}  // namespace rawan::io
