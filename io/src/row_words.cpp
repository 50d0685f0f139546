#include "row_words.h"

#include "header_row.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <string>

namespace rawan::io {
namespace {

constexpr std::size_t kLongestLabel = 64;

/// Lower-case words with single spaces; signs at the ends and between become spaces.
std::string words_of(std::string_view text) {
  std::string words;
  for (const unsigned char c : text) {
    const bool letter = std::isalnum(c) != 0 || c >= 0x80;
    if (letter) words.push_back(static_cast<char>(std::tolower(c)));
    if (!letter && !words.empty() && words.back() != ' ') words.push_back(' ');
  }
  while (!words.empty() && words.back() == ' ') words.pop_back();
  return words;
}

bool is_sum_word(std::string_view word) {
  constexpr std::array<std::string_view, 10> sums{"jumlah",      "total",     "subtotal", "sub",
                                                  "grand",       "jml",       "dan",      "semua",
                                                  "keseluruhan", "seluruhnya"};
  return std::ranges::find(sums, word) != sums.end();
}

bool starts_a_sum(std::string_view words) {
  for (const std::string_view start :
       {"jumlah", "total", "subtotal", "sub total", "grand total", "sub jumlah", "jml"}) {
    if (words == start) return true;
    if (words.starts_with(start) && words[start.size()] == ' ') return true;
  }
  return false;
}

bool only_sum_words(std::string_view words) {
  while (!words.empty()) {
    const std::size_t space = words.find(' ');
    if (!is_sum_word(words.substr(0, space))) return false;
    words.remove_prefix(space == std::string_view::npos ? words.size() : space + 1);
  }
  return true;
}

bool rest_is_numbers(const RawRecord& record, std::size_t first) {
  bool any = false;
  for (std::size_t i = first + 1; i < record.cells.size(); ++i) {
    const std::string_view cell = trim(record.cells[i]);
    if (cell.empty()) continue;
    if (!is_number_like(cell)) return false;
    any = true;
  }
  return any;
}

std::string_view without_brackets(std::string_view text) {
  if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
    return text.substr(1, text.size() - 2);
  }
  return text.starts_with('-') ? text.substr(1) : text;
}

}  // namespace

bool is_total_row(const RawRecord& record) {
  std::size_t first = 0;
  while (first < record.cells.size() && trim(record.cells[first]).empty()) ++first;
  if (first == record.cells.size()) return false;
  const std::string_view label = trim(record.cells[first]);
  if (label.size() > kLongestLabel || std::string_view("jJtTsSgG").find(label[0]) > 7) return false;
  const std::string words = words_of(label);
  return starts_a_sum(words) && (only_sum_words(words) || rest_is_numbers(record, first));
}

bool is_column_numbers(const RawRecord& record) {
  std::size_t expected = 0;
  for (const std::string_view cell : record.cells) {
    const std::string_view text = without_brackets(trim(cell));
    if (text.empty() && expected >= 3) continue;
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return false;
    if (value != ++expected) return false;
  }
  return expected >= 3;
}

}  // namespace rawan::io
