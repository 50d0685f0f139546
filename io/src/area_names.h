#pragma once

#include <string>
#include <string_view>

namespace rawan::io {

/// The comparable form of a name of a village, kecamatan or kabupaten: plain capitals without
/// punctuation and spaces, "Desa", "Kel." and the like cut off, roman numbers as digits
/// (domain.md 1.6, name normalizer). Empty if nothing is left.
std::string name_key(std::string_view name);

/// The same with old spelling folded (DJ, TJ, OE, NJ, SJ): a second-level comparison only.
std::string old_spelling_key(std::string_view key);

/// Whether two keys differ by at most one letter (up to eight letters) or two (longer). Villages
/// told apart by a number never match another number.
bool is_similar(std::string_view key, std::string_view other);

/// Damerau-Levenshtein distance with adjacent transpositions.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// Whether the name holds letters of a script that looks like Latin (Cyrillic, Greek, ...).
bool has_foreign_letters(std::string_view name);

}  // namespace rawan::io
