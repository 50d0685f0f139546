#pragma once

#include "layers.h"

#include <string>
#include <string_view>
#include <vector>

/// Pieces of the pages of Markdown that go with releases.
namespace rawan::engine {

std::string whole(double value, const Catalogue& words);

/// A Markdown table row; bars in names would end a cell.
std::string row_of(const std::vector<std::string>& cells);
/// Titles and the rule below them.
std::string table_head(const std::vector<std::string_view>& keys, const Catalogue& words);
std::string heading(std::string_view key, const Catalogue& words);

/// Title, mark of synthetic data, audience and period.
std::string summary_title(Tier tier, const PageContext& page);
/// What became of the records of every input.
std::string quality_section(const io::Ledger& ledger, const Catalogue& words);
/// What the numbers cannot say.
std::string limits_text(const PageContext& page);

}  // namespace rawan::engine
