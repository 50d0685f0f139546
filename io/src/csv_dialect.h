#pragma once

#include "csv_scanner.h"
#include "header_row.h"
#include "rawan/io/error.h"

#include <optional>
#include <string_view>

namespace rawan::io {

/// How a text is cut and where its header stands.
struct CsvDialect {
  char separator = ',';
  HeaderRow header;
};

/// The character of a first line "sep=;" as Excel writes it.
std::optional<char> declared_separator(std::string_view text);

/// Finds the separator among ; , tab and | by which the header has most known names; `wanted` or a
/// line "sep=" leaves no choice.
/// @throws InputError "unclosed_quote", "too_many_columns", "encoding" (in the header row),
///         "missing_columns" (some names known, too few; the detail lists the required ones),
///         "no_header" (none).
CsvDialect find_dialect(std::string_view text, CsvFormat format, std::optional<char> wanted,
                        const TableSchema& schema, const HeaderMatcher& matcher,
                        const Place& place);

}  // namespace rawan::io
