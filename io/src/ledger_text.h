#pragma once

#include "rawan/io/release_ledger.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// One line of JSON per release, each with the hash of the line before, and a last line with
/// their number and the hash of the last: a cut or changed ledger is not read.
std::string to_text(const std::vector<LedgerRelease>& releases);

/// Nothing if a line does not follow or the end is missing.
std::optional<std::vector<LedgerRelease>> parse_ledger(std::string_view text);

}  // namespace rawan::io
