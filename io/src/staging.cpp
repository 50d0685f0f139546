#include "output_file.h"
#include "rawan/algorithms/contract.h"
#include "rawan/io/release.h"
#include "release_tree.h"
#include "sha256.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStagingPrefix = ".staging-";
constexpr std::string_view kLinkPrefix = ".current.";
constexpr std::size_t kReleasesKept = 3;

void expect_own(const fs::path& out) {
  struct stat status {};
  if (::stat(out.c_str(), &status) != 0) throw output_error(out, errno);
  const bool own = status.st_uid == ::geteuid() || ::geteuid() == 0;
  if (!own) throw OutputError("other_owner", {.file = out.string()});
}

/// For the system `link/..` lies beside what the link points at, for whoever wrote it beside the
/// link.
void expect_no_way_back_from_a_link(const fs::path& out) {
  std::error_code error;
  fs::path before;
  for (const fs::path& part : out) {
    if (part == ".." && fs::is_symlink(before, error)) {
      throw OutputError("is_a_link", {.file = before.string()});
    }
    if (part != ".") before /= part;
  }
}

fs::path prepare(const fs::path& wished) {
  std::error_code error;
  const fs::path out = fs::absolute(wished.has_filename() ? wished : wished.parent_path(), error);
  if (error) throw output_error(wished, error.value());
  expect_no_way_back_from_a_link(out);
  fs::create_directories(out.parent_path(), error);
  if (error) throw output_error(out.parent_path(), error.value());
  make_directory(out, 0750);
  expect_own(out);
  return out;
}

std::string holder_of(const Descriptor& lock) {
  std::array<char, 16> digits{};
  const ssize_t count = ::pread(lock.number(), digits.data(), digits.size(), 0);
  const std::string_view text(digits.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  return std::string(text.substr(0, text.find_first_not_of("0123456789")));
}

}  // namespace

fs::path work_folder(const fs::path& out) {
  const fs::path folder = prepare(out) / ".rawan";
  make_directory(folder, 0700);
  return folder;
}

namespace {

std::unique_ptr<Descriptor> take_lock(const fs::path& out) {
  const fs::path path = work_folder(out) / "lock";
  const int number = ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  auto lock = std::make_unique<Descriptor>(number);
  if (!lock->open()) throw output_error(path, errno);
  if (::flock(number, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) throw OutputError("no_lock", {.file = out.string()});
    throw OutputError("locked", {.file = out.string()}, holder_of(*lock));
  }
  const std::string holder = std::to_string(::getpid()) + "\n";
  const bool written =
      ::ftruncate(number, 0) == 0 &&
      ::pwrite(number, holder.data(), holder.size(), 0) == static_cast<ssize_t>(holder.size());
  if (!written) throw output_error(path, errno);
  return lock;
}

void remove_leftovers_in(const fs::path& folder) {
  for (const std::string& name : names_in(folder)) {
    if (!name.starts_with(kStagingPrefix) && !name.starts_with(kLinkPrefix)) continue;
    const fs::path leftover = folder / name;
    if (!remove_tree(leftover)) throw OutputError("no_permission", {.file = leftover.string()});
  }
}

/// The lock is ours: whoever made these is dead.
void remove_leftovers(const fs::path& out) {
  for (const std::string& name : names_in(out)) {
    const bool is_folder = kind_of(out / name) == fs::file_type::directory;
    if (is_folder && !name.starts_with('.')) remove_leftovers_in(out / name);
  }
}

/// A file system without links is found out before the work, not after it.
void expect_links(const fs::path& out) {
  const fs::path link = out / (std::string(kLinkPrefix) + "probe");
  if (::symlink("releases", link.c_str()) != 0) {
    if (errno == EPERM || errno == ENOSYS) throw OutputError("no_links", {.file = out.string()});
    throw output_error(link, errno);
  }
  ::unlink(link.c_str());
}

void expect_clock_forward(const fs::path& out, std::string_view utc) {
  const std::vector<std::string> names = release_names(out);
  if (!names.empty() && std::string_view(names.back()).substr(0, utc.size()) > utc) {
    throw OutputError("clock_back", {.file = (out / "releases" / names.back()).string()});
  }
}

fs::path unused_release(const fs::path& out, const std::string& name) {
  fs::path release = out / "releases" / name;
  for (int repeat = 2; kind_of(release) != fs::file_type::not_found; ++repeat) {
    release = out / "releases" / fmt::format("{}-{}", name, repeat);
  }
  return release;
}

void move(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) throw output_error(to, errno);
}

void restore_current(const fs::path& out, const std::optional<fs::path>& before) {
  before ? point_current(out, *before) : static_cast<void>(::unlink((out / "current").c_str()));
}

/// Removes a release in one step for whoever looks, then its files. One that resists stays for
/// the next run: the new release is published already.
void retire(const fs::path& out, const std::string& name) {
  const fs::path release = out / "releases" / name;
  const fs::path grave = out / (std::string(kStagingPrefix) + "old-" + name);
  if (::chmod(release.c_str(), 0700) != 0) return;
  if (::rename(release.c_str(), grave.c_str()) == 0) remove_tree(grave);
}

/// None where they cannot be listed: the new release is published already, and the next run looks
/// again.
std::vector<std::string> listed_releases(const fs::path& out) noexcept {
  try {
    return release_names(out);
  } catch (const std::exception&) {
    return {};
  }
}

void retire_old_releases(const fs::path& out, const std::vector<std::string>& always_kept) {
  const auto is_kept = [&](const std::string& name) {
    return std::ranges::find(always_kept, name) != always_kept.end();
  };
  const std::vector<std::string> names = listed_releases(out);
  std::size_t kept = static_cast<std::size_t>(std::ranges::count_if(names, is_kept));
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    if (is_kept(*name)) continue;
    if (kept < kReleasesKept) {
      ++kept;
    } else {
      retire(out, *name);
    }
  }
}

/// True also if `current` cannot be read: then nothing is removed.
bool is_current(const fs::path& out, const fs::path& directory) noexcept {
  try {
    const std::optional<fs::path> target = current_target(out);
    return target && out / *target == directory;
  } catch (const std::exception&) {
    return true;
  }
}

}  // namespace

/// The release of one audience below its folder OUT/<tier>.
struct ReleaseSet::Staging {
  std::string tier;
  Readers readers;
  fs::path out;
  fs::path directory{};
  std::optional<fs::path> before{};
  bool sealed = false;
  bool current = false;

  Staging(std::string name, Readers who, fs::path folder)
      : tier(std::move(name)), readers(who), out(std::move(folder)) {
    const unsigned mode = readers == Readers::owner ? 0700U : 0750U;
    make_directory(out, mode);
    expect_own(out);
    before = current_target(out);
    make_directory(out / "releases", mode);
    expect_links(out);
    directory = out / fmt::format("{}{}", kStagingPrefix, ::getpid());
    make_directory(directory, 0700);
  }
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;

  ~Staging() {
    if (!current && !is_current(out, directory)) remove_tree(directory);
  }

  /// Writes the manifest last.
  void complete(const SealedRelease& release) const {
    write_bytes(directory / "manifest.json", release.manifest);
    make_contents_read_only(directory, readers);
    sync_directories(directory);
  }

  /// Moves the directory to its name, where others see it.
  void settle(const SealedRelease& release, std::string_view utc) {
    const fs::path named = unused_release(out, fmt::format("{}-{}", utc, release.hash12));
    move(directory, named);
    directory = named;
    make_directory_read_only(named, readers);
    sync_to_disk(named);
    sync_to_disk(out / "releases");
  }

  void make_current() {
    point_current(out, fs::path("releases") / directory.filename());
    current = true;
    sync_to_disk(out);
  }

  void undo() noexcept {
    if (!current) return;
    try {
      restore_current(out, before);
      current = false;
    } catch (const std::exception&) {
      // The new release is complete: it may as well stay.
    }
  }

  void retire_old() const {
    retire_old_releases(out,
                        {directory.filename().string(), before ? before->filename().string() : ""});
  }
};

ReleaseSet::ReleaseSet(const fs::path& out) : out_(prepare(out)), lock_(take_lock(out_)) {
  remove_leftovers(out_);
}

ReleaseSet::~ReleaseSet() = default;

fs::path ReleaseSet::add(std::string_view tier, Readers readers) {
  stagings_.push_back(std::make_unique<Staging>(std::string(tier), readers, out_ / tier));
  return stagings_.back()->directory;
}

ReleaseSet::Staging& ReleaseSet::staging_of(std::string_view tier) {
  const auto found = std::ranges::find_if(
      stagings_, [&](const std::unique_ptr<Staging>& staging) { return staging->tier == tier; });
  expects(found != stagings_.end(), "a release is begun before it is sealed");
  return **found;
}

void ReleaseSet::require_space(std::uint64_t bytes) const {
  struct statvfs disk {};
  if (::statvfs(out_.c_str(), &disk) != 0) throw output_error(out_, errno);
  const std::uint64_t free = std::uint64_t{disk.f_bavail} * disk.f_frsize;
  if (free >= bytes) return;
  throw OutputError("space_short", {.file = out_.string()}, fmt::format("{} / {}", bytes, free));
}

std::vector<Artifact> ReleaseSet::seal(std::string_view tier) {
  Staging& staging = staging_of(tier);
  std::vector<Artifact> artifacts;
  for (const fs::path& file : publishable_files(staging.directory)) {
    sync_to_disk(staging.directory / file);
    Sha256 hash;
    std::uint64_t size = 0;
    read_back(staging.directory / file, [&](std::string_view block) {
      hash.add(block);
      size += block.size();
    });
    artifacts.push_back({file.generic_string(), size, hexadecimal(hash.finish())});
  }
  sync_directories(staging.directory);
  staging.sealed = true;
  return artifacts;
}

std::vector<fs::path> ReleaseSet::publish(std::span<const SealedRelease> releases,
                                          std::string_view utc,
                                          const std::function<void()>& before) {
  expects(releases.size() == stagings_.size(), "every release that was begun is published");
  for (const SealedRelease& release : releases) {
    const Staging& staging = staging_of(release.tier);
    expects(staging.sealed && !staging.current, "a release is sealed, then published once");
    expects(is_release_name(fmt::format("{}-{}", utc, release.hash12)),
            "a release is named by utc and hash");
    expect_clock_forward(staging.out, utc);
  }
  for (const SealedRelease& release : releases) staging_of(release.tier).complete(release);
  if (before) before();
  for (const SealedRelease& release : releases) staging_of(release.tier).settle(release, utc);
  try {
    for (const SealedRelease& release : releases) staging_of(release.tier).make_current();
  } catch (const OutputError&) {
    for (const auto& staging : stagings_) staging->undo();
    throw;
  }
  std::vector<fs::path> paths;
  for (const SealedRelease& release : releases) {
    paths.push_back(staging_of(release.tier).directory);
    staging_of(release.tier).retire_old();
  }
  return paths;
}

}  // namespace rawan::io
