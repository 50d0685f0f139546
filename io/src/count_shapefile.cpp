#include "binary_file.h"
#include "count_features.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <optional>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kShapeHeader = 100;
constexpr std::uint64_t kIndexEntry = 8;

/// The file of the same name with another extension, in any case.
std::optional<std::string> sibling(const std::string& path, const std::string& extension) {
  fs::path other(path);
  std::string upper = extension;
  std::ranges::transform(upper, upper.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  std::error_code error;
  for (const std::string& name : {extension, upper}) {
    other.replace_extension(name);
    if (fs::is_regular_file(other, error)) return other.string();
  }
  return std::nullopt;
}

struct DbaseSize {
  std::uint64_t records = 0;
  std::uint64_t deleted = 0;
};

DbaseSize size_of_dbase(const std::string& path) {
  const BinaryFile file(path, "dbf_size");
  const std::uint64_t header = file.little(8, 2);
  const std::uint64_t width = file.little(10, 2);
  DbaseSize size{.records = file.little(4, 4)};
  if (width == 0 || header + size.records * width > file.size()) file.refuse();
  for (std::uint64_t i = 0; i < size.records; ++i) {
    if (file.byte(header + i * width) == '*') ++size.deleted;
  }
  return size;
}

/// .shp and .shx tell their own length in 16-bit words.
std::uint64_t declared_length(const BinaryFile& file) {
  constexpr std::uint64_t mark = 9994;
  if (file.big(0, 4) != mark) file.refuse();
  const std::uint64_t length = file.big(24, 4) * 2;
  if (length != file.size() || length < kShapeHeader) file.refuse();
  return length;
}

}  // namespace

std::uint64_t count_dbase(const std::string& path) {
  const DbaseSize size = size_of_dbase(path);
  return size.records - size.deleted;
}

std::uint64_t count_shapefile(const std::string& path) {
  const auto index_path = sibling(path, ".shx");
  if (!index_path) throw InputError("shx_missing", {.file = path});
  const auto table_path = sibling(path, ".dbf");
  if (!table_path) throw InputError("no_attributes", {.file = path});
  const BinaryFile shapes(path, "shp_size", kShapeHeader);
  const std::uint64_t end = declared_length(shapes);
  const BinaryFile index(*index_path, "shp_size");
  const std::uint64_t records = (declared_length(index) - kShapeHeader) / kIndexEntry;
  for (std::uint64_t i = 0; i < records; ++i) {
    const std::uint64_t entry = kShapeHeader + i * kIndexEntry;
    const std::uint64_t start = index.big(entry, 4) * 2;
    const std::uint64_t content = index.big(entry + 4, 4) * 2;
    if (start < kShapeHeader || start + 8 + content > end) shapes.refuse();
  }
  const DbaseSize table = size_of_dbase(*table_path);
  if (table.records != records) shapes.refuse();
  return table.records - table.deleted;
}

}  // namespace rawan::io
