#pragma once

#include <string>
#include <string_view>

namespace rawan::io {

/// The shortest decimal text of a number, never with an exponent below 10^17.
std::string number_text(double value);

/// What a number format of a sheet shows.
enum class NumberFormat { number, date, time };

/// By the format's code ("dd/mm/yyyy hh:mm"), or by its number if it is built in.
NumberFormat number_format(unsigned id, std::string_view code);

/// A serial of a sheet as 2024-03-05, 2024-03-05T08:30:00 or 08:30:00, rounded to seconds. Serials
/// that are no date (negative, 29 February 1900, over year 9999, hours over a day) stay numbers.
std::string serial_text(double serial, NumberFormat format, bool epoch_1904);

}  // namespace rawan::io
