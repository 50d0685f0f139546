#pragma once

#include "rawan/engine/catalogue.h"
#include "rawan/io/issue.h"

#include <string>
#include <string_view>
#include <vector>

namespace rawan::engine {

/// Keys of the titles of quality_rows().
std::vector<std::string_view> quality_columns();

/// Role, file and counts of every source, as both tables of the quality show them.
std::vector<std::vector<std::string>> quality_rows(const io::Ledger& ledger,
                                                   const Catalogue& words);

/// The counts of every input and what they add up to, as a table for a terminal.
std::string quality_text(const io::Ledger& ledger, const Catalogue& words);

/// Names the tables without rows and what needs them; empty if there are none.
std::string empty_tables_text(const io::Ledger& ledger, const Catalogue& words);

}  // namespace rawan::engine
