#include "ledger_key.h"

#include "locked_folder.h"
#include "output_file.h"
#include "rawan/algorithms/contract.h"
#include "rawan/io/release_ledger.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeyBytes = crypto_generichash_KEYBYTES;
constexpr mode_t kOwnerReads = 0400;

fs::path key_file(const fs::path& out) {
  return out / ".rawan" / "key";
}

/// Under another name first: a key that is there is whole.
void make_key(const fs::path& out) {
  const LockedFolder folder(out);
  if (has_ledger_key(out)) return;
  expects(sodium_init() >= 0, "the system's generator works");
  std::string key(kKeyBytes, '\0');
  randombytes_buf(key.data(), key.size());
  const fs::path fresh = folder.path() / "key.new";
  ::unlink(fresh.c_str());
  Descriptor file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerReads));
  if (!file.open()) throw output_error(fresh, errno);
  write_all(file, fresh, key);
  if (::fsync(file.number()) != 0) throw output_error(fresh, errno);
  if (::rename(fresh.c_str(), key_file(out).c_str()) != 0) throw output_error(fresh, errno);
  sync_to_disk(folder.path());
}

}  // namespace

bool has_ledger_key(const fs::path& out) {
  std::error_code error;
  return fs::exists(fs::symlink_status(key_file(out), error));
}

std::string ledger_key(const fs::path& out) {
  if (!has_ledger_key(out)) make_key(out);
  const fs::path path = key_file(out);
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat status {};
  const bool own = file.open() && ::fstat(file.number(), &status) == 0 && S_ISREG(status.st_mode) &&
                   (status.st_mode & 0077) == 0;
  std::string key(kKeyBytes + 1, '\0');
  const bool whole =
      own && ::read(file.number(), key.data(), key.size()) == static_cast<ssize_t>(kKeyBytes);
  if (!whole) throw InputError("ledger_key_unusable", {.file = path.string()});
  key.resize(kKeyBytes);
  return key;
}

std::uint64_t reporter_hash(std::string_view key, std::string_view text) {
  expects(key.size() == kKeyBytes, "the key is the ledger's");
  std::array<unsigned char, crypto_generichash_BYTES> digest{};
  crypto_generichash(digest.data(), digest.size(),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     reinterpret_cast<const unsigned char*>(key.data()), key.size());
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < sizeof hash; ++i) hash = hash << 8U | digest[i];
  return hash;
}

}  // namespace rawan::io
