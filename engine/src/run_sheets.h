#pragma once

#include "patrol_rows.h"
#include "rawan/io/page.h"

namespace rawan::engine {

/// What commanders carry: one sheet per squad, shift and day, to choose from and to print.
io::Document run_sheets(const PatrolContext& context);

}  // namespace rawan::engine
