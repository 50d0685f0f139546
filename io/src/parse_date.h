#pragma once

#include "rawan/algorithms/units.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

enum class DateOrder : std::uint8_t { dmy, mdy, ymd };

/// "dmy", "mdy", "ymd". @throws ContractViolation for anything else.
DateOrder date_order_of(std::string_view name);

/// A calendar day, the clock beside it, and how they were written.
struct Moment {
  Day day{};
  std::optional<std::chrono::seconds> clock = {};   ///< Local time of day, if told.
  std::optional<std::chrono::seconds> offset = {};  ///< Of the clock from UTC, if told.
  std::string_view reason = {};  ///< "date_serial", "date_month_name", "date_two_digit_year" or "".
};

/// Reads a date with an optional time: ISO, day/month/year in the declared order, month names in
/// Indonesian and English, Excel serial numbers, two-digit years, dots or colons in the clock,
/// names of days, WIB, WITA, WIT and offsets (domain.md D5 to D8).
/// @return nothing if it is not a date, or one that does not exist.
std::optional<Moment> parse_moment(std::string_view text, DateOrder order);

/// A clock alone: "08.30", "8.30 WIB", "20.00 s.d. 22.00" (its start), "pukul 20:00", "8:30 PM".
struct Clock {
  std::chrono::seconds since_midnight{};
  std::optional<std::chrono::seconds> offset = {};
};
std::optional<Clock> parse_clock(std::string_view text);

/// Whether the column of dates contradicts the declared order: some cell can only be read the other
/// way and none proves the declared one. The position of that cell, or nothing.
std::optional<std::size_t> contradiction(const std::vector<std::string_view>& cells,
                                         DateOrder order);

/// The zone of a province by its two digits: +7, +8 or +9 hours.
std::chrono::seconds zone_of_province(int province);

}  // namespace rawan::io
