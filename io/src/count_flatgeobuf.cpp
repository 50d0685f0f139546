#include "binary_file.h"
#include "count_features.h"

namespace rawan::io {
namespace {

constexpr std::uint64_t kMagicSize = 8;
constexpr std::uint64_t kNodeSize = 40;
constexpr unsigned kCountField = 8;       // features_count in the header's table
constexpr unsigned kIndexWidthField = 9;  // index_node_size

/// A number of the header, a FlatBuffers table; `otherwise` if the file leaves it out.
std::uint64_t header_field(const BinaryFile& file, unsigned field, unsigned bytes,
                           std::uint64_t otherwise) {
  const std::uint64_t root = kMagicSize + 4;
  const std::uint64_t table = root + file.little(root, 4);
  const std::uint64_t back = file.little(table, 4);
  // The distance to the list of fields is signed; a negative one points forwards.
  const std::uint64_t fields = back < 0x80000000 ? table - back : table + (0x100000000 - back);
  const std::uint64_t entry = 4 + 2 * std::uint64_t{field};
  if (entry >= file.little(fields, 2)) return otherwise;
  const std::uint64_t offset = file.little(fields + entry, 2);
  return offset == 0 ? otherwise : file.little(table + offset, bytes);
}

/// Bytes of the packed tree over n features with so many children per node.
std::uint64_t index_bytes(std::uint64_t n, std::uint64_t width) {
  if (width < 2 || n == 0) return 0;
  std::uint64_t nodes = n;
  do {
    n = (n + width - 1) / width;
    nodes += n;
  } while (n > 1);
  return nodes * kNodeSize;
}

}  // namespace

std::uint64_t count_flatgeobuf(const std::string& path) {
  const BinaryFile file(path, "damaged");
  const std::uint64_t declared = header_field(file, kCountField, 8, 0);
  const std::uint64_t width = header_field(file, kIndexWidthField, 2, 16);
  if (declared > file.size()) file.refuse();
  std::uint64_t at = kMagicSize + 4 + file.little(kMagicSize, 4) + index_bytes(declared, width);
  std::uint64_t found = 0;
  for (; at < file.size(); ++found) at += 4 + file.little(at, 4);
  if (at != file.size() || (declared != 0 && declared != found)) file.refuse();
  return found;
}

}  // namespace rawan::io
