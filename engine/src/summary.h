#pragma once

#include "layers.h"

#include <string>

namespace rawan::engine {

/// The run told in one page of Markdown: what was found, how sure it is, what is not known.
std::string summary_text(const LayerContext& context);
/// The part of it that is about patrols.
std::string patrol_summary_text(const LayerContext& context);

/// The same in a few lines for a terminal.
std::string headline_text(const LayerContext& context);

/// The counts of every input and what they add up to, as a table for a terminal.
std::string quality_text(const io::Ledger& ledger, const Catalogue& words);

/// Names the tables without rows and what needs them; empty if there are none.
std::string empty_tables_text(const io::Ledger& ledger, const Catalogue& words);

}  // namespace rawan::engine
