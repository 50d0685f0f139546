#include "rawan/io/table.h"
#include "table_reader.h"

namespace rawan::io {

TextTable read_table(const std::string& path, const TableSchema& schema,
                     const TableOptions& options) {
  const HeaderMatcher matcher = match_header;
  return read_table(TableRequest{path, schema, options, matcher});
}

}  // namespace rawan::io
