#include "drawers.h"

#include "rawan/algorithms/contract.h"
#include "rawan/io/scratch.h"

#include <cerrno>
#include <fcntl.h>
#include <limits>
#include <unistd.h>
#include <utility>

namespace rawan::io {
namespace {

/// A file that nobody finds: it has no name. Nothing where the file system has none such: one whose
/// name is taken away may stay on a disk of the network.
std::unique_ptr<Descriptor> unnamed_file(const std::filesystem::path& folder) {
  constexpr int kOwnerOnly = 0600;
  auto file = std::make_unique<Descriptor>(
      ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, kOwnerOnly));
  if (file->open()) return file;
  if (errno == EOPNOTSUPP || errno == EISDIR) return nullptr;
  throw output_error(folder, errno);
}

void read_at(const Descriptor& file, const std::filesystem::path& folder, std::uint64_t begin,
             char* target, std::size_t bytes) {
  while (bytes > 0) {
    const ssize_t got = ::pread(file.number(), target, bytes, static_cast<off_t>(begin));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw output_error(folder, EIO);
    const auto count = static_cast<std::size_t>(got);
    begin += count;
    target += count;
    bytes -= count;
  }
}

}  // namespace

Drawers::Drawers(std::size_t count, std::size_t most) : drawers_(count), most_(most) {}

void Drawers::add(std::size_t drawer, std::string_view bytes) {
  expects(drawer < drawers_.size(), "a drawer that is there");
  adding_.take([&] {
    drawers_[drawer].in_memory += bytes;
    in_memory_ += bytes.size();
    if (in_memory_ > most_ && has_file()) put_aside();
  });
}

bool Drawers::has_file() {
  if (file_) return true;
  folder_ = aside_folder();
  if (!folder_.empty()) file_ = unnamed_file(folder_);
  if (!file_) most_ = std::numeric_limits<std::size_t>::max();
  return file_ != nullptr;
}

void Drawers::put_aside() {
  for (Drawer& drawer : drawers_) {
    if (drawer.in_memory.empty()) continue;
    const std::string bytes = std::exchange(drawer.in_memory, {});
    write_all(*file_, folder_, bytes);
    drawer.aside.push_back({written_, bytes.size()});
    written_ += bytes.size();
  }
  in_memory_ = 0;
}

void Drawers::close() {
  if (file_) put_aside();
}

std::string Drawers::bytes_of(std::size_t drawer) const {
  expects(drawer < drawers_.size(), "a drawer that is there");
  const Drawer& own = drawers_[drawer];
  std::size_t total = own.in_memory.size();
  for (const Extent& extent : own.aside) total += extent.bytes;
  std::string bytes;
  bytes.reserve(total);
  for (const Extent& extent : own.aside) {
    const std::size_t before = bytes.size();
    bytes.resize(before + extent.bytes);
    read_at(*file_, folder_, extent.begin, bytes.data() + before, extent.bytes);
  }
  return bytes += own.in_memory;
}

}  // namespace rawan::io
