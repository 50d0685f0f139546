#pragma once

#include "rawan/io/schema.h"
#include "rawan/io/table.h"

#include <string>
#include <string_view>
#include <vector>

namespace rawan::io::test {

using Rows = std::vector<std::vector<std::string>>;

/// A table as its reader would give it: columns the schema knows and reads, lines from 2 on.
inline TextTable text_table(std::string_view schema_name, const std::vector<std::string>& headers,
                            const Rows& rows, const std::string& file = "test.csv") {
  const TableSchema& schema = *find_schema(schema_name);
  TextTable table;
  table.file = file;
  std::vector<std::size_t> kept;
  for (std::size_t c = 0; c < headers.size(); ++c) {
    const HeaderMatch match = match_header(schema, headers[c]);
    if (match.kind == HeaderMatch::Kind::forbidden) table.forbidden_headers.push_back(headers[c]);
    if (match.kind == HeaderMatch::Kind::unknown) table.unknown_headers.push_back(headers[c]);
    if (match.kind != HeaderMatch::Kind::field) continue;
    kept.push_back(c);
    table.fields.push_back(match.field);
    table.headers.push_back(headers[c]);
  }
  for (std::size_t r = 0; r < rows.size(); ++r) {
    table.lines.push_back(r + 2);
    for (const std::size_t c : kept) table.cells.push_back(rows[r].at(c));
  }
  table.independent_count = rows.size();
  return table;
}

}  // namespace rawan::io::test
