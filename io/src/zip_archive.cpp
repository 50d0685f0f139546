#include "zip_archive.h"

#include "rawan/io/error.h"
#include "read_bytes.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>
#include <zlib.h>

namespace rawan::io {
namespace {

constexpr std::uint64_t kMostMembers = 10'000;
constexpr std::uint64_t kMostUnpacked = 1ULL << 30U;
constexpr std::uint64_t kFreeOfRatio = 64ULL << 20U;
constexpr std::uint64_t kMostRatio = 100;

constexpr std::string_view kEndMark = "PK\x05\x06";
constexpr std::uint64_t kEndSize = 22;
constexpr std::string_view kEntryMark = "PK\x01\x02";
constexpr std::uint64_t kEntrySize = 46;
constexpr std::string_view kLocalMark = "PK\x03\x04";
constexpr std::uint64_t kLocalSize = 30;

bool is_unsafe(const std::string& name) {
  return name.empty() || name.front() == '/' || name.find("..") != std::string::npos ||
         name.find('\\') != std::string::npos || name.find(':') != std::string::npos ||
         name.find('\0') != std::string::npos;
}

/// zlib's state with its end.
class Inflater {
 public:
  explicit Inflater(std::string_view packed) {
    // zlib reads through a pointer to non-const and never writes there.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));  // NOLINT
    stream_.avail_in = static_cast<uInt>(packed.size());
    ready_ = inflateInit2(&stream_, -MAX_WBITS) == Z_OK;
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&stream_); }

  /// The next piece; empty at the end or on an error.
  std::string_view next(WipedBytes& buffer) {
    if (!ready_ || ended_) return {};
    stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());  // NOLINT
    stream_.avail_out = static_cast<uInt>(buffer.size());
    const int status = inflate(&stream_, Z_NO_FLUSH);
    ended_ = status == Z_STREAM_END;
    if (status != Z_OK && !ended_) return {};
    return {buffer.data(), buffer.size() - stream_.avail_out};
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
  bool ended_ = false;
};

std::uint32_t add_checksum(std::uint32_t sum, std::string_view bytes) {
  const auto* data = reinterpret_cast<const Bytef*>(bytes.data());  // NOLINT
  return static_cast<std::uint32_t>(crc32(sum, data, static_cast<uInt>(bytes.size())));
}

}  // namespace

ZipArchive::ZipArchive(const std::string& path) : ZipArchive(read_bytes(path), path) {}

ZipArchive::ZipArchive(WipedBytes bytes, std::string path)
    : path_(std::move(path)), bytes_(std::move(bytes)) {
  if (bytes_.size() > std::numeric_limits<uInt>::max()) refuse("archive_unsafe");
  read_directory();
}

std::vector<std::string> ZipArchive::members() const {
  std::vector<std::string> names;
  for (const auto& [name, member] : members_) names.push_back(name);
  return names;
}

void ZipArchive::refuse(const char* code) const {
  throw InputError(code, {.file = path_});
}

/// A little-endian number. @throws InputError "damaged" beyond the file.
std::uint64_t ZipArchive::number(std::uint64_t at, unsigned bytes) const {
  if (at + bytes > bytes_.size()) refuse("damaged");
  std::uint64_t value = 0;
  for (unsigned i = bytes; i-- > 0;) {
    value = value << 8U | static_cast<unsigned char>(bytes_[at + i]);
  }
  return value;
}

void ZipArchive::read_directory() {
  const std::string_view all = as_text(bytes_);
  const std::size_t end = all.rfind(kEndMark);
  if (end == std::string_view::npos || end + kEndSize > all.size()) refuse("damaged");
  const std::uint64_t count = number(end + 10, 2);
  std::uint64_t at = number(end + 16, 4);
  if (count == 0xffff || at == 0xffffffff || count > kMostMembers) refuse("archive_unsafe");
  for (std::uint64_t i = 0; i < count; ++i) at = read_entry(at);
  std::uint64_t unpacked = 0;
  for (const auto& [name, member] : members_) unpacked += member.unpacked;
  if (unpacked > kMostUnpacked) refuse("archive_unsafe");
}

/// Reads one entry of the directory; returns where the next begins.
std::uint64_t ZipArchive::read_entry(std::uint64_t at) {
  const std::string_view all = as_text(bytes_);
  if (at + kEntrySize > all.size() || all.substr(at, 4) != kEntryMark) refuse("damaged");
  const std::uint64_t name_size = number(at + 28, 2);
  const std::uint64_t next = at + kEntrySize + name_size + number(at + 30, 2) + number(at + 32, 2);
  if (next > all.size()) refuse("damaged");
  const std::string name(all.substr(at + kEntrySize, name_size));
  const Member member{.offset = number(at + 42, 4),
                      .packed = number(at + 20, 4),
                      .unpacked = number(at + 24, 4),
                      .checksum = static_cast<std::uint32_t>(number(at + 16, 4)),
                      .method = static_cast<unsigned>(number(at + 10, 2))};
  check(name, member, static_cast<unsigned>(number(at + 8, 2)));
  if (!members_.emplace(name, member).second) refuse("archive_unsafe");
  return next;
}

void ZipArchive::check(const std::string& name, const Member& member, unsigned flags) const {
  if ((flags & 1U) != 0) refuse("encrypted");
  if (is_unsafe(name)) refuse("archive_unsafe");
  if (member.method != 0 && member.method != Z_DEFLATED) refuse("archive_unsafe");
  const bool bomb =
      member.unpacked > kFreeOfRatio && member.unpacked > kMostRatio * (member.packed + 1);
  if (bomb || member.packed == 0xffffffff) refuse("archive_unsafe");
}

std::string_view ZipArchive::packed_bytes(const Member& member) const {
  const std::string_view all = as_text(bytes_);
  if (member.offset + kLocalSize > all.size()) refuse("damaged");
  if (all.substr(member.offset, 4) != kLocalMark) refuse("damaged");
  const std::uint64_t start =
      member.offset + kLocalSize + number(member.offset + 26, 2) + number(member.offset + 28, 2);
  if (start + member.packed > all.size()) refuse("damaged");
  return all.substr(start, member.packed);
}

void ZipArchive::stream(const std::string& name, const ChunkSink& sink) const {
  const auto found = members_.find(name);
  if (found == members_.end()) refuse("damaged");
  const Member& member = found->second;
  const std::string_view packed = packed_bytes(member);
  std::uint64_t size = 0;
  std::uint32_t sum = 0;
  const auto take = [&](std::string_view piece) {
    size += piece.size();
    sum = add_checksum(sum, piece);
    if (size > member.unpacked) refuse("damaged");
    return sink(piece);
  };
  if (member.method == 0) {
    if (!packed.empty() && !take(packed)) return;
  } else {
    WipedBytes buffer(std::size_t{1} << 16U);
    Inflater inflater(packed);
    for (auto piece = inflater.next(buffer); !piece.empty(); piece = inflater.next(buffer)) {
      if (!take(piece)) return;
    }
  }
  if (size != member.unpacked || sum != member.checksum) refuse("damaged");
}

}  // namespace rawan::io
