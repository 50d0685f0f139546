#include "release_tree.h"

#include "output_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kUtcLength = 16;
constexpr std::size_t kNameLength = kUtcLength + 1 + 12;

bool all_of(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

/// Of a text of that length.
bool is_utc(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789";
  return all_of(text.substr(0, 8), kDigits) && text[8] == 'T' &&
         all_of(text.substr(9, 6), kDigits) && text[15] == 'Z';
}

bool is_side_file(std::string_view name) {
  constexpr std::array<std::string_view, 5> kEndings{"-wal", "-shm", "-journal", ".aux.xml",
                                                     ".tmp"};
  return std::ranges::any_of(kEndings, [&](std::string_view end) { return name.ends_with(end); });
}

void change_mode(const fs::path& path, unsigned mode) {
  if (::chmod(path.c_str(), static_cast<mode_t>(mode)) != 0) throw output_error(path, errno);
}

/// Everything below, files and directories. Links are not followed.
std::vector<fs::path> entries_below(const fs::path& directory) {
  std::vector<fs::path> entries;
  std::error_code error;
  fs::recursive_directory_iterator walk(directory, error);
  while (!error && walk != fs::recursive_directory_iterator()) {
    entries.push_back(walk->path());
    walk.increment(error);
  }
  if (error) throw output_error(directory, error.value());
  return entries;
}

}  // namespace

bool is_release_name(std::string_view name) {
  if (name.size() < kNameLength || !is_utc(name.substr(0, kUtcLength))) return false;
  if (name[kUtcLength] != '-' || !all_of(name.substr(kUtcLength + 1, 12), "0123456789abcdef")) {
    return false;
  }
  const std::string_view repeat = name.substr(kNameLength);
  return repeat.empty() ||
         (repeat.size() > 1 && repeat[0] == '-' && all_of(repeat.substr(1), "0123456789"));
}

std::vector<std::string> names_in(const fs::path& directory) {
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator walk(directory, error);
  while (!error && walk != fs::directory_iterator()) {
    names.push_back(walk->path().filename().string());
    walk.increment(error);
  }
  if (error) throw output_error(directory, error.value());
  std::ranges::sort(names);
  return names;
}

std::vector<std::string> release_names(const fs::path& out) {
  std::vector<std::string> names = names_in(out / "releases");
  std::erase_if(names, [](const std::string& name) { return !is_release_name(name); });
  return names;
}

fs::file_type kind_of(const fs::path& path) {
  std::error_code error;
  const fs::file_type type = fs::symlink_status(path, error).type();
  if (type == fs::file_type::none) throw output_error(path, error.value());
  return type;
}

void make_directory(const fs::path& path, unsigned mode) {
  if (::mkdir(path.c_str(), static_cast<mode_t>(mode)) == 0) return;
  if (errno != EEXIST) throw output_error(path, errno);
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) throw output_error(path, errno);
  if (S_ISLNK(status.st_mode)) throw OutputError("is_a_link", {.file = path.string()});
  if (!S_ISDIR(status.st_mode)) throw OutputError("not_a_directory", {.file = path.string()});
}

std::vector<fs::path> publishable_files(const fs::path& directory) {
  std::vector<fs::path> files;
  for (const fs::path& entry : entries_below(directory)) {
    const fs::file_type type = kind_of(entry);
    if (type == fs::file_type::directory) continue;
    if (type != fs::file_type::regular) throw OutputError("foreign_file", {.file = entry.string()});
    if (is_side_file(entry.string())) throw OutputError("side_file", {.file = entry.string()});
    files.push_back(entry.lexically_relative(directory));
  }
  std::ranges::sort(files, {}, [](const fs::path& file) { return file.generic_string(); });
  return files;
}

void sync_directories(const fs::path& directory) {
  for (const fs::path& entry : entries_below(directory)) {
    if (kind_of(entry) == fs::file_type::directory) sync_to_disk(entry);
  }
  sync_to_disk(directory);
}

void make_contents_read_only(const fs::path& directory, Readers readers) {
  const unsigned file_mode = readers == Readers::owner ? 0400U : 0440U;
  for (const fs::path& entry : entries_below(directory)) {
    if (kind_of(entry) == fs::file_type::directory) {
      make_directory_read_only(entry, readers);
    } else {
      change_mode(entry, file_mode);
    }
  }
}

void make_directory_read_only(const fs::path& directory, Readers readers) {
  change_mode(directory, readers == Readers::owner ? 0500U : 0550U);
}

namespace {

void make_writable(const fs::path& directory) {
  if (kind_of(directory) != fs::file_type::directory) return;
  change_mode(directory, 0700U);
  for (const fs::path& entry : entries_below(directory)) {
    if (kind_of(entry) == fs::file_type::directory) change_mode(entry, 0700U);
  }
}

}  // namespace

bool remove_tree(const fs::path& directory) noexcept {
  try {
    make_writable(directory);
    std::error_code error;
    fs::remove_all(directory, error);
    return !error;
  } catch (const std::exception&) {
    return false;
  }
}

std::optional<fs::path> current_target(const fs::path& out) {
  const fs::path current = out / "current";
  const fs::file_type type = kind_of(current);
  if (type == fs::file_type::not_found) return std::nullopt;
  if (type != fs::file_type::symlink) throw OutputError("not_a_link", {.file = current.string()});
  std::error_code error;
  fs::path target = fs::read_symlink(current, error);
  if (error) throw output_error(current, error.value());
  return target;
}

void point_current(const fs::path& out, const fs::path& target) {
  const fs::path link = out / (".current." + std::to_string(::getpid()));
  if (::symlink(target.c_str(), link.c_str()) != 0) {
    if (errno == EPERM || errno == ENOSYS) throw OutputError("no_links", {.file = out.string()});
    throw output_error(link, errno);
  }
  const fs::path current = out / "current";
  if (::rename(link.c_str(), current.c_str()) != 0) {
    const int error = errno;
    ::unlink(link.c_str());
    throw output_error(current, error);
  }
}

}  // namespace rawan::io
