#pragma once

#include "rawan/io/read_inputs.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace rawan::io {

// Rules on single values: each gives the reason code of what is wrong, or nothing.

/// "date_before_2000", "date_future".
std::string_view check_day(Day day, Day as_of);

/// "occurred_after_report".
std::string_view check_order(std::optional<Day> occurred, Day reported);

/// "count_negative", "count_absurd" (more people than a dialogue can hold).
std::string_view check_count(std::int64_t count);

/// "no_effort": a place raised by women although none was asked. A single reporter whose sex is
/// told counts as asked.
std::string_view check_effort(const Report& report);

/// "zone_offset": an offset from UTC that is none of Indonesia's zones nor UTC itself.
std::string_view check_offset(std::chrono::seconds offset);

/// "effort_range": more than a day on site, or negative.
std::string_view check_minutes(std::int64_t minutes);

/// The band of the day a clock belongs to.
TimeBand band_of(Minutes clock);

}  // namespace rawan::io
