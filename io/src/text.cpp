#include "text.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace rawan::io {
namespace {

/// One code point and its length in bytes; a broken sequence is one byte.
struct CodePoint {
  std::uint32_t value = 0;
  std::size_t length = 1;
};

std::size_t sequence_length(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return 2;
  if (first >= 0xE0 && first < 0xF0) return 3;
  return first >= 0xF0 && first < 0xF5 ? 4 : 1;
}

CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const std::size_t length = sequence_length(first);
  if (length == 1 || at + length > text.size()) return {first, 1};
  std::uint32_t value = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    value = value << 6U | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  return {value, length};
}

struct Range {
  std::uint32_t first;
  std::uint32_t last;
  std::string_view replacement;
};

/// By code point, ascending. An empty replacement drops the character.
constexpr std::array kRanges{
    Range{0x00A0, 0x00A0, " "},        Range{0x00AD, 0x00AD, ""},  Range{0x00B4, 0x00B4, "'"},
    Range{0x00BA, 0x00BA, "\xC2\xB0"}, Range{0x00C0, 0x00C5, "A"}, Range{0x00C7, 0x00C7, "C"},
    Range{0x00C8, 0x00CB, "E"},        Range{0x00CC, 0x00CF, "I"}, Range{0x00D1, 0x00D1, "N"},
    Range{0x00D2, 0x00D6, "O"},        Range{0x00D9, 0x00DC, "U"}, Range{0x00DD, 0x00DD, "Y"},
    Range{0x00E0, 0x00E5, "a"},        Range{0x00E7, 0x00E7, "c"}, Range{0x00E8, 0x00EB, "e"},
    Range{0x00EC, 0x00EF, "i"},        Range{0x00F1, 0x00F1, "n"}, Range{0x00F2, 0x00F6, "o"},
    Range{0x00F9, 0x00FC, "u"},        Range{0x00FD, 0x00FD, "y"}, Range{0x02BC, 0x02BC, "'"},
    Range{0x02DA, 0x02DA, "\xC2\xB0"}, Range{0x2000, 0x200A, " "}, Range{0x200B, 0x200F, ""},
    Range{0x2010, 0x2015, "-"},        Range{0x2018, 0x2019, "'"}, Range{0x201C, 0x201D, "\""},
    Range{0x202A, 0x202E, ""},         Range{0x202F, 0x202F, " "}, Range{0x2032, 0x2032, "'"},
    Range{0x2033, 0x2033, "\""},       Range{0x2060, 0x2060, ""},  Range{0x2212, 0x2212, "-"},
    Range{0x3000, 0x3000, " "},        Range{0xFEFF, 0xFEFF, ""}};

void append_plain(std::string& out, std::string_view bytes, std::uint32_t value) {
  if (value >= 0xFF01 && value <= 0xFF5E) {
    out += static_cast<char>(value - 0xFF01 + '!');
    return;
  }
  const auto* range =
      std::ranges::find_if(kRanges, [value](const Range& r) { return value <= r.last; });
  const bool known = range != kRanges.end() && value >= range->first;
  out += known ? range->replacement : bytes;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
char to_lower(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Bytes of other scripts count as letters: they are part of a word.
bool is_word(char c) {
  return is_digit(c) || is_upper(c) || (c >= 'a' && c <= 'z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::string plain(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = code_point_at(text, i);
    append_plain(out, text.substr(i, point.length), point.value);
    i += point.length;
  }
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), to_lower);
  return out;
}

std::string collapsed(std::string_view text) {
  std::string out = lower(plain(text));
  std::erase_if(out, [](char c) { return !is_word(c); });
  return out;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n\v\f";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    const std::string_view piece = trimmed(text.substr(0, end));
    if (!piece.empty()) pieces.push_back(piece);
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return pieces;
}

std::vector<std::string> tokens(std::string_view text) {
  const std::string simple = plain(text);
  std::vector<std::string> words;
  char before = ' ';
  for (const char c : simple) {
    const bool begins = !is_word(before) || (is_upper(c) && before >= 'a' && before <= 'z');
    if (is_word(c)) {
      if (begins) words.emplace_back();
      words.back() += to_lower(c);
    }
    before = c;
  }
  return words;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

}  // namespace rawan::io
