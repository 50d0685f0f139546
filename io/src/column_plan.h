#pragma once

#include "header_row.h"
#include "rawan/io/error.h"
#include "rawan/io/table.h"

#include <cstdint>
#include <string>
#include <vector>

namespace rawan::io {

inline constexpr std::size_t kMostColumns = 2000;

/// What is done with one column of the file.
struct PlannedColumn {
  enum class Kind : std::uint8_t {
    keep,
    choice,  ///< One choice of a question, 0 or 1 (Kobo's and ODK's split select_multiple).
    drop,
    nameless  ///< Must be empty all the way down.
  } kind = Kind::drop;
  std::size_t kept = 0;  ///< Position among the kept columns, if `keep` or `choice`.
  std::string choice;    ///< The code that a 1 stands for.
};

/// What is done with every column, and the names for the table.
struct ColumnPlan {
  std::vector<PlannedColumn> columns;  ///< One per column of the file.
  std::vector<std::string> names;      ///< As found.
  std::vector<std::size_t> fields;     ///< One per kept column.
  std::vector<std::string> headers;
  std::vector<std::string> forbidden;
  std::vector<std::string> unread;
  std::vector<std::string> unknown;
};

/// Decides by the schema. A header `question/choice` whose question is a field of codes is a
/// choice, unless the question has a column of its own.
/// @throws InputError "too_many_columns", "duplicate_column" (equal names but for case and space,
///         of columns that would be kept).
ColumnPlan plan_columns(const std::vector<std::string>& names, const TableSchema& schema,
                        const HeaderMatcher& matcher, const Place& place);

}  // namespace rawan::io
