#pragma once

#include "rawan/io/schema.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace rawan::io {

/// Whether a header of a report table announces personal data (names, numbers, addresses, photos,
/// narratives, ...). Names of villages, kecamatan and places are not personal.
bool is_personal_header(std::string_view header);

/// How far down the list of names of `field` this header is: 0 is the canonical name, then its
/// aliases in order; past the end for headers matched by shape (`_titik_latitude`).
std::size_t alias_rank(const Field& field, std::string_view header);

/// The code of a column that holds one choice of a multiple question ("env_factors/gelap" is 0 or
/// 1), as a position in the list; nothing if the header is not of that kind.
std::optional<std::size_t> choice_of_header(const Field& field, std::string_view header);

}  // namespace rawan::io
