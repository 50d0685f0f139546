#include "rawan/io/retention.h"

#include "output_file.h"
#include "rawan/io/release.h"
#include "release_tree.h"
#include "wipe_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kGrave = ".purged-";

/// The lock of a run: nothing is destroyed while something is published.
class RunLock {
 public:
  explicit RunLock(const fs::path& out)
      : file_(::open((work_folder(out) / "lock").c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC,
                     0600)) {
    if (!file_.open()) throw output_error(out, errno);
    if (::flock(file_.number(), LOCK_EX | LOCK_NB) == 0) return;
    throw OutputError(errno == EWOULDBLOCK ? "locked" : "no_lock", {.file = out.string()}, "?");
  }

 private:
  Descriptor file_;
};

/// Files first, then the directories that held them.
void wipe_tree(const fs::path& directory) {
  if (::chmod(directory.c_str(), 0700) != 0) throw output_error(directory, errno);
  for (const std::string& name : names_in(directory)) {
    const fs::path entry = directory / name;
    kind_of(entry) == fs::file_type::directory ? wipe_tree(entry) : wipe_file(entry);
  }
  if (::rmdir(directory.c_str()) != 0) throw output_error(directory, errno);
}

void wipe_graves(const fs::path& folder) {
  for (const std::string& name : names_in(folder)) {
    if (name.starts_with(kGrave)) wipe_tree(folder / name);
  }
}

void forget_current(const fs::path& folder, const std::string& name) {
  const auto target = current_target(folder);
  if (!target || target->filename() != name) return;
  if (::unlink((folder / "current").c_str()) != 0) throw output_error(folder, errno);
}

void bury(const fs::path& folder, const std::string& name) {
  forget_current(folder, name);
  const fs::path release = folder / "releases" / name;
  const fs::path grave = folder / (std::string(kGrave) + name);
  // A directory that may not be written cannot be moved.
  if (::chmod(release.c_str(), 0700) != 0 || ::rename(release.c_str(), grave.c_str()) != 0) {
    throw output_error(release, errno);
  }
}

/// Of the folder itself where it holds nothing.
std::chrono::sys_seconds last_change(const fs::path& folder) {
  struct stat status {};
  if (::lstat(folder.c_str(), &status) != 0) throw output_error(folder, errno);
  auto last = std::chrono::sys_seconds(std::chrono::seconds(status.st_mtim.tv_sec));
  if (!S_ISDIR(status.st_mode)) return last;
  const std::vector<std::string> names = names_in(folder);
  if (!names.empty()) last = {};
  for (const std::string& name : names) last = std::max(last, last_change(folder / name));
  return last;
}

}  // namespace

std::size_t purge_leftovers(const fs::path& out, std::string_view kind,
                            const std::function<bool(std::chrono::sys_seconds)>& chosen) {
  const RunLock lock(out);
  const fs::path parent = work_folder(out) / kind;
  if (kind_of(parent) != fs::file_type::directory) return 0;
  std::size_t destroyed = 0;
  for (const std::string& name : names_in(parent)) {
    const fs::path folder = parent / name;
    if (kind_of(folder) != fs::file_type::directory || !chosen(last_change(folder))) continue;
    wipe_tree(folder);
    ++destroyed;
  }
  sync_to_disk(parent);
  return destroyed;
}

std::vector<DatedRelease> purge_releases(const fs::path& out, const std::vector<std::string>& tiers,
                                         const std::function<bool(const DatedRelease&)>& chosen) {
  const RunLock lock(out);
  std::vector<DatedRelease> destroyed;
  for (const std::string& tier : tiers) {
    const fs::path folder = out / tier;
    if (kind_of(folder) != fs::file_type::directory) continue;
    if (kind_of(folder / "releases") == fs::file_type::directory) {
      for (const std::string& name : release_names(folder)) {
        const DatedRelease release{tier, name};
        if (!chosen(release)) continue;
        bury(folder, name);
        destroyed.push_back(release);
      }
    }
    wipe_graves(folder);
    sync_to_disk(folder);
  }
  return destroyed;
}

}  // namespace rawan::io
