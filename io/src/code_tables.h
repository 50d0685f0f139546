#pragma once

#include "rawan/io/schema.h"

#include <span>

namespace rawan::io {

// The lists that follow an enumeration of records.h and those that are only text, by file.
std::span<const CodeEntry> place_types();
std::span<const CodeEntry> issue_codes();
std::span<const CodeEntry> env_factors();

/// Lists of report tables, and lists of all other tables.
std::span<const CodeList> report_code_lists();
std::span<const CodeList> companion_code_lists();

}  // namespace rawan::io
