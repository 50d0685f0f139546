#include "parse_number.h"

#include "text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

namespace rawan::io {
namespace {

/// The text if it consists of a sign, digits and the two marks only.
bool is_numeral(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789.,") == std::string_view::npos &&
         text.find_first_of("0123456789") != std::string_view::npos;
}

/// Whether the marks cut the whole part in groups of three, the first one shorter: "1.250.000".
bool is_grouped(std::string_view whole, char mark) {
  if (whole.starts_with('-') || whole.starts_with('+')) whole.remove_prefix(1);
  const std::size_t first = whole.find(mark);
  if (first == std::string_view::npos) return all_digits(whole);
  if (first == 0 || first > 3 || whole.front() == '0') return false;
  for (std::size_t i = first; i < whole.size(); i += 4) {
    if (whole[i] != mark || whole.size() - i < 4) return false;
    if (!all_digits(whole.substr(i + 1, 3))) return false;
  }
  return true;
}

/// What a single cell says about its column: ',' or '.' is the decimal mark, ' ' nothing.
char proof_of(std::string_view cell) {
  if (!is_numeral(cell)) return ' ';
  const std::size_t comma = cell.find(',');
  const std::size_t point = cell.find('.');
  if (comma == std::string_view::npos && point == std::string_view::npos) return ' ';
  if (comma != std::string_view::npos && point != std::string_view::npos) {
    return cell.find_last_of(',') > cell.find_last_of('.') ? ',' : '.';
  }
  const char mark = comma == std::string_view::npos ? '.' : ',';
  const bool single = std::ranges::count(cell, mark) == 1;
  return single && !is_grouped(cell, mark) ? mark : ' ';
}

std::string with_point(std::string_view text, char decimal) {
  const char group = decimal == '.' ? ',' : '.';
  std::string plain_number;
  for (const char c : text) {
    if (c == group) continue;
    plain_number += c == decimal ? '.' : c;
  }
  return plain_number;
}

bool has_good_groups(std::string_view text, char decimal) {
  const char group = decimal == '.' ? ',' : '.';
  const std::size_t end = std::min(text.find(decimal), text.size());
  const std::string_view rest = text.substr(std::min(text.size(), end + 1));
  if (rest.find_first_of(".,") != std::string_view::npos) return false;
  const std::string_view whole = text.substr(0, end);
  return whole.find(group) == std::string_view::npos || is_grouped(whole, group);
}

}  // namespace

DecimalMark decimal_mark_of(const std::vector<std::string_view>& cells) {
  std::size_t commas = 0;
  std::size_t points = 0;
  for (const std::string_view cell : cells) {
    const char proof = proof_of(trimmed(cell));
    commas += proof == ',' ? 1 : 0;
    points += proof == '.' ? 1 : 0;
  }
  return commas > points ? DecimalMark::comma : DecimalMark::point;
}

std::optional<double> parse_c_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (!std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<double> parse_real(std::string_view text, DecimalMark mark) {
  text = trimmed(text);
  if (!is_numeral(text)) return parse_c_number(text);
  const char proof = proof_of(text);
  const char decimal = proof == ' ' ? static_cast<char>(mark) : proof;
  if (!has_good_groups(text, decimal)) return std::nullopt;
  return parse_c_number(with_point(text, decimal));
}

bool is_not_finite(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || end != text.data() + text.size()) return false;
  return error == std::errc::result_out_of_range || (error == std::errc() && !std::isfinite(value));
}

std::optional<std::int64_t> parse_whole(std::string_view text) {
  text = trimmed(text);
  const std::size_t start = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  std::size_t end = std::min(text.find_first_not_of("0123456789.,", start), text.size());
  while (end > start && !is_digit(text[end - 1])) --end;
  const std::string_view unit = trimmed(text.substr(end));
  // "3-5" and "3e5" are not three; a unit is a word.
  const bool word_follows = unit.empty() || text[end] == ' ' || unit.front() == '(';
  if (end == start || !word_follows) return std::nullopt;
  if (unit.find_first_of("0123456789") != std::string_view::npos) return std::nullopt;
  const std::string_view numeral = text.substr(0, end);
  const bool thousands = is_grouped(numeral, '.') || is_grouped(numeral, ',');
  const auto value = thousands
                         ? parse_c_number(with_point(numeral, is_grouped(numeral, '.') ? ',' : '.'))
                         : parse_real(numeral, DecimalMark::point);
  if (!value || *value != std::floor(*value) || std::abs(*value) > 9e15) return std::nullopt;
  return static_cast<std::int64_t>(*value);
}

}  // namespace rawan::io
