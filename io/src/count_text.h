#pragma once

#include <cstdint>
#include <string_view>

namespace rawan::io {

/// Records of delimited UTF-8 text that are not blank and begin below line `after_line`, counted
/// by the state of quotes alone, byte by byte: no cell is looked at. Blank is a record of nothing
/// but separators, spaces, tabs and quotes.
std::uint64_t count_text_records(std::string_view text, char separator,
                                 std::uint64_t after_line = 0);

/// The most frequent of ; , tab and | outside quotes in the first line that has any.
char likely_separator(std::string_view text);

}  // namespace rawan::io
