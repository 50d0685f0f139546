#pragma once

#include <string_view>

namespace rawan::io {

/// Whether a name of a place also names a person or gives a number: "rumah Pak ...", a telephone,
/// a sixteen-digit identity number. Public buildings ("rumah sakit", "rumah makan") do not count.
bool has_personal_words(std::string_view text);

/// Whether the digits of the text hold an Indonesian telephone number or an identity number.
bool has_personal_number(std::string_view text);

/// Whether the whole cell is what people type to try a form out ("tes", "asdf").
bool is_test_word(std::string_view text);

}  // namespace rawan::io
