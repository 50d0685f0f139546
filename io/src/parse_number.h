#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

enum class DecimalMark : char { point = '.', comma = ',' };

/// The decimal mark of a column, told by its own cells and not by the separator of the file
/// (domain.md D2). A cell with both marks, or with digits that cannot be a group of thousands,
/// proves it; without proof the point.
DecimalMark decimal_mark_of(const std::vector<std::string_view>& cells);

/// A decimal number with optional groups of thousands by the other mark. Nothing for anything else,
/// also for "nan", "inf" and numbers too large to be finite.
std::optional<double> parse_real(std::string_view text, DecimalMark mark);

/// Whether the text is a number that is not finite ("nan", "inf", "1e400").
bool is_not_finite(std::string_view text);

/// A whole number, also with its unit ("3 orang") or groups of thousands ("1.250"), or with zeros
/// after the point as spreadsheets write them ("3.0"). Nothing for fractions and anything else.
std::optional<std::int64_t> parse_whole(std::string_view text);

/// A plain C number: digits, a point, an exponent. Does not depend on the locale.
std::optional<double> parse_c_number(std::string_view text);

}  // namespace rawan::io
