#include "wipe_file.h"

#include "output_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace rawan::io {
namespace fs = std::filesystem;

void wipe_file(const fs::path& file) {
  // Releases are read-only; what is to be overwritten must be writable first.
  struct stat status {};
  if (::lstat(file.c_str(), &status) != 0) throw output_error(file, errno);
  if (S_ISREG(status.st_mode)) {
    if (::chmod(file.c_str(), 0600) != 0) throw output_error(file, errno);
    Descriptor old(::open(file.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC));
    if (!old.open()) throw output_error(file, errno);
    const std::string zeros(65536, '\0');
    for (auto left = static_cast<std::size_t>(status.st_size); left > 0;) {
      const std::size_t now = std::min(left, zeros.size());
      write_all(old, file, std::string_view(zeros).substr(0, now));
      left -= now;
    }
    if (::fsync(old.number()) != 0) throw output_error(file, errno);
  }
  if (::unlink(file.c_str()) != 0) throw output_error(file, errno);
}

KeptForWiping::KeptForWiping(const fs::path& file) : file_(file), old_(file.string() + ".old") {
  forget_old();  // of a run that was killed
  if (::link(file_.c_str(), old_.c_str()) != 0) throw output_error(old_, errno);
}

/// The old name may still be the file's own: then only the name goes.
void KeptForWiping::forget_old() {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(old_, error))) return;
  const bool is_the_file = fs::equivalent(file_, old_, error);
  if (error) throw output_error(old_, error.value());
  is_the_file ? static_cast<void>(::unlink(old_.c_str())) : wipe_file(old_);
}

KeptForWiping::~KeptForWiping() {
  try {
    forget_old();
  } catch (const OutputError&) {
    // It stays beside the ledger, as private as that; the next purge finds it.
    return;
  }
}

}  // namespace rawan::io
