#pragma once

#include "rawan/algorithms/units.h"

#include <chrono>
#include <optional>
#include <string_view>

namespace rawan::io {

/// A time as sheets of schedules write it: "07.30", "7:30", "01.00 (+1 hari)",
/// "1899-12-31T07:30:00" or a share of the day. Minutes after midnight, 1440 more on the next day.
std::optional<Minutes> sheet_clock(std::string_view text);

}  // namespace rawan::io
