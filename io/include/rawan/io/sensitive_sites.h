#pragma once

#include "rawan/io/read_inputs.h"

#include <vector>

namespace rawan::io {

/// Places near which nothing may be shown. A place that cannot be read would not be protected, so
/// no row may be left out.
/// @throws InputError "sensitive_site_unread" with the first such row.
std::vector<ProtectedPlace> read_sensitive_sites(const TableSource& source, const Region& region,
                                                 const ReadRules& rules, Ledger& ledger);

}  // namespace rawan::io
