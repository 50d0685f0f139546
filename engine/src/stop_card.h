#pragma once

#include "patrol_rows.h"
#include "rawan/io/page.h"

namespace rawan::engine {

/// All a squad needs at one stop.
io::Card stop_card(const StopRow& row, const PatrolContext& context);

/// The place as any phone understands it, named by io::stop_code_text(): its maps open there, and a
/// list of scanned codes says which stop was when. The schedule has a code.
std::string stop_code(const StopRow& row, const PatrolContext& context);

}  // namespace rawan::engine
