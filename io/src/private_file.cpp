#include "output_file.h"
#include "rawan/io/feature_table.h"
#include "rawan/io/folder_of.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <sys/stat.h>
#include <system_error>
#include <utility>
#include <vector>

namespace rawan::io {
namespace fs = std::filesystem;
namespace {

constexpr mode_t kPrivate = 0600;

fs::path hidden_directory(const fs::path& target) {
  const fs::path parent = folder_of(target);
  std::string pattern = (parent / ("." + target.filename().string() + ".XXXXXX")).string();
  if (::mkdtemp(pattern.data()) == nullptr) throw output_error(target, errno);
  return pattern;
}

}  // namespace

PrivateFile::PrivateFile(fs::path target, std::span<const std::string> inputs, bool overwrite)
    : target_(std::move(target)) {
  std::error_code error;
  for (const std::string& input : inputs) {
    if (fs::equivalent(target_, input, error)) {
      throw OutputError("output_is_input", {.file = target_.string()});
    }
  }
  if (fs::is_directory(target_, error) || target_.filename().empty()) {
    throw OutputError("output_exists", {.file = target_.string()});
  }
  if (!overwrite && fs::exists(fs::symlink_status(target_, error))) {
    throw OutputError("output_exists", {.file = target_.string()});
  }
  directory_ = hidden_directory(target_);
}

PrivateFile::~PrivateFile() {
  std::error_code ignored;
  if (!directory_.empty()) fs::remove_all(directory_, ignored);
}

void PrivateFile::publish() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(directory_)) files.push_back(entry.path());
  // The result itself comes last: where it is, the files that belong to it are.
  std::ranges::sort(files, std::greater<>(), [](const fs::path& f) { return f.string().size(); });
  const fs::path parent = folder_of(target_);
  for (const fs::path& file : files) {
    if (::chmod(file.c_str(), kPrivate) != 0) throw output_error(target_, errno);
    sync_to_disk(file);
    const fs::path place = parent / file.filename();
    if (::rename(file.c_str(), place.c_str()) != 0) throw output_error(target_, errno);
  }
  std::error_code ignored;
  fs::remove_all(directory_, ignored);
  directory_.clear();
}

}  // namespace rawan::io
