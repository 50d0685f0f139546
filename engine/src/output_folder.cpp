#include "output_folder.h"

#include <algorithm>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kPrivate = 0750;

/// From the outermost.
std::vector<fs::path> missing_folders(const fs::path& path) {
  std::error_code error;
  std::vector<fs::path> missing;
  fs::path folder = fs::absolute(path, error);
  while (!error && !folder.empty() && !fs::exists(fs::symlink_status(folder, error))) {
    // Of "out/" the name is empty, and it is the folder above.
    if (folder.has_filename()) missing.push_back(folder);
    folder = folder.parent_path();
    error.clear();
  }
  std::ranges::reverse(missing);
  return missing;
}

}  // namespace

OutputFolder::OutputFolder(fs::path path) : path_(std::move(path)) {
  if (path_.empty()) return;
  const std::vector<fs::path> missing = missing_folders(path_);
  for (const fs::path& folder : missing) {
    const mode_t mode = folder == missing.back() ? kPrivate : ACCESSPERMS;
    if (::mkdir(folder.c_str(), mode) == 0) made_.push_back(folder);
  }
}

OutputFolder::~OutputFolder() {
  for (auto folder = made_.rbegin(); folder != made_.rend(); ++folder) ::rmdir(folder->c_str());
}

fs::path OutputFolder::parent_of_made() const {
  return made_.empty() ? fs::path() : made_.front().parent_path();
}

}  // namespace rawan::engine
