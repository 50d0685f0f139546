#include "file_bounds.h"

#include "rawan/io/folder_of.h"

#include <array>
#include <cstdint>
#include <fcntl.h>
#include <link.h>
#include <linux/landlock.h>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

using Rights = std::uint64_t;

/// What an older system has under this name forbids every move from folder to folder, as releases
/// make them.
constexpr long kOldestVersion = 2;

/// Newer than the headers of the systems this is built on.
constexpr Rights kTruncate = Rights{1} << 14;        ///< Since version 3.
constexpr Rights kControlDevices = Rights{1} << 15;  ///< Since version 5.

constexpr Rights kLookAround = LANDLOCK_ACCESS_FS_READ_DIR;
constexpr Rights kRead = LANDLOCK_ACCESS_FS_READ_FILE | kLookAround;
constexpr Rights kOverwrite = LANDLOCK_ACCESS_FS_WRITE_FILE | kTruncate;
constexpr Rights kTidy = LANDLOCK_ACCESS_FS_REMOVE_DIR;
constexpr Rights kWrite = kRead | kOverwrite | kTidy | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                          LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
                          LANDLOCK_ACCESS_FS_MAKE_SYM | LANDLOCK_ACCESS_FS_REFER;

/// Of all rights those that a file can have.
constexpr Rights kOfFiles =
    LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | kOverwrite | kControlDevices;

/// What libraries read: each other, their data, the fonts; what the system says of the machine and
/// of this process. Of other processes it says only what everybody may know.
constexpr std::array<const char*, 13> kOfTheSystem{"/usr",           "/lib",
                                                   "/lib32",         "/lib64",
                                                   "/etc/fonts",     "/etc/ld.so.cache",
                                                   "/etc/localtime", "/proc",
                                                   "/sys",           "/var/cache/fontconfig",
                                                   "/dev/random",    "/dev/urandom",
                                                   RAWAN_FONT_FOLDER};

/// All that is refused unless a rule allows it.
Rights refused_by(long version) {
  Rights rights = (LANDLOCK_ACCESS_FS_REFER << 1U) - 1U;  // This one and all older ones.
  if (version >= 3) rights |= kTruncate;
  if (version >= 5) rights |= kControlDevices;
  return rights;
}

class Ruleset {
 public:
  explicit Ruleset(Rights refused) : refused_(refused) {
    landlock_ruleset_attr attributes{};
    attributes.handled_access_fs = refused;
    number_ =
        static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0));
  }
  Ruleset(const Ruleset&) = delete;
  Ruleset& operator=(const Ruleset&) = delete;
  ~Ruleset() {
    if (number_ >= 0) ::close(number_);
  }

  /// Links are followed. What cannot be opened needs no right: whoever wants it is told why not.
  void allow(const fs::path& path, Rights rights) const {
    const int file = ::open(path.c_str(), O_PATH | O_CLOEXEC);
    if (file < 0) return;
    struct stat status {};
    const bool is_folder = ::fstat(file, &status) == 0 && S_ISDIR(status.st_mode);
    landlock_path_beneath_attr rule{};
    rule.allowed_access = rights & refused_ & (is_folder ? ~Rights{0} : kOfFiles);
    rule.parent_fd = file;
    ::syscall(SYS_landlock_add_rule, number_, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    ::close(file);
  }

  bool enforce() const {
    return number_ >= 0 && ::syscall(SYS_landlock_restrict_self, number_, 0) == 0;
  }

 private:
  Rights refused_;
  int number_ = -1;
};

/// Parts of a shapefile, which may lie in a folder whose names cannot be listed.
constexpr std::array<const char*, 8> kParts{".shx", ".dbf", ".prj", ".cpg",
                                            ".SHX", ".DBF", ".PRJ", ".CPG"};

bool begins_as(const std::string& name, const fs::path& input) {
  return name.starts_with(input.filename().string()) ||
         name.starts_with(input.stem().string() + ".");
}

/// With the other parts of a shapefile, the journal of a database, the signature of a policy.
void allow_input(const Ruleset& rules, const fs::path& input) {
  rules.allow(input, kRead);
  std::error_code error;
  if (fs::is_directory(input, error)) return;
  const fs::path folder = io::folder_of(input);
  rules.allow(folder, kLookAround);
  for (const char* part : kParts) rules.allow(fs::path(input).replace_extension(part), kRead);
  std::vector<fs::path> parts;
  for (fs::directory_iterator walk(folder, error), end; !error && walk != end;
       walk.increment(error)) {
    if (begins_as(walk->path().filename().string(), input)) parts.push_back(walk->path());
  }
  for (const fs::path& part : parts) rules.allow(part, kRead);
}

/// A library may load others that lie beside it, and finds its data from where it lies.
int allow_library(dl_phdr_info* library, std::size_t /*size*/, void* rules) {
  const std::string_view name(library->dlpi_name);
  if (!name.starts_with('/')) return 0;
  const fs::path folder = fs::path(name).parent_path();
  static_cast<const Ruleset*>(rules)->allow(folder, kRead);
  for (const char* data : {"gdal", "proj"}) {
    static_cast<const Ruleset*>(rules)->allow(folder / ".." / "share" / data, kRead);
  }
  return 0;
}

void allow_system(Ruleset& rules) {
  for (const char* path : kOfTheSystem) rules.allow(path, kRead);
  rules.allow("/dev/null", kRead | kOverwrite);
  ::dl_iterate_phdr(allow_library, &rules);
}

}  // namespace

bool bound_files(const FileBounds& bounds) {
  const long version =
      ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < kOldestVersion) return false;
  Ruleset rules(refused_by(version));
  allow_system(rules);
  for (const fs::path& input : bounds.read) allow_input(rules, input);
  for (const fs::path& folder : bounds.write) rules.allow(folder, kWrite);
  for (const fs::path& folder : bounds.tidy) rules.allow(folder, kTidy);
  return rules.enforce();
}

}  // namespace rawan::engine
