#pragma once

#include "raw_record.h"
#include "rawan/io/error.h"
#include "rawan/io/schema.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rawan::io {

/// What becomes of a header; `match_header` but for tests.
using HeaderMatcher = std::function<HeaderMatch(const TableSchema&, std::string_view)>;

inline constexpr std::size_t kHeaderSearch = 15;  ///< Records in which a header is looked for.

/// The names of the columns and where they stand.
struct HeaderRow {
  std::vector<std::string> names;  ///< As found, trimmed; two rows joined by '/'.
  std::uint64_t first_line = 0;
  std::uint64_t last_line = 0;
  std::size_t hits = 0;  ///< Names the schema knows.

  bool two_rows() const { return last_line != first_line; }
};

/// The header among the first records of a table, blank ones left out: the row, or two rows one
/// below the other, with the most names the schema knows; the first of equals. At least three of
/// them, or all where the row or the schema has fewer. Empty cells of the upper of two rows take
/// the name to their left (merged cells).
std::optional<HeaderRow> find_header(std::span<const RawRecord> records, const TableSchema& schema,
                                     const HeaderMatcher& matcher);

/// The error for a table whose first records hold no header: "missing_columns" if they have some
/// name the schema knows (the detail lists the required names), else "no_header".
InputError header_missing(std::span<const RawRecord> records, const TableSchema& schema,
                          const HeaderMatcher& matcher, const Place& place);

/// True if the text is a number and nothing else, with any separators, or a number in brackets.
bool is_number_like(std::string_view text);

}  // namespace rawan::io
