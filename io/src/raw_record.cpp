#include "raw_record.h"

#include <array>

namespace rawan::io {
namespace {

using namespace std::string_view_literals;

/// No-break spaces, zero-width characters and the byte order mark, in UTF-8.
constexpr std::array kInvisible{"\xc2\xa0"sv,     "\xe2\x80\x8b"sv, "\xe2\x80\x8c"sv,
                                "\xe2\x80\x8d"sv, "\xe2\x80\xaf"sv, "\xe2\x81\xa0"sv,
                                "\xef\xbb\xbf"sv};

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

std::size_t leading_space(std::string_view text) {
  if (is_space(text.front())) return 1;
  if (static_cast<signed char>(text.front()) >= 0) return 0;
  for (const std::string_view mark : kInvisible) {
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

std::size_t trailing_space(std::string_view text) {
  if (is_space(text.back())) return 1;
  if (static_cast<signed char>(text.back()) >= 0) return 0;
  for (const std::string_view mark : kInvisible) {
    if (text.ends_with(mark)) return mark.size();
  }
  return 0;
}

}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    const std::size_t n = leading_space(text);
    if (n == 0) break;
    text.remove_prefix(n);
  }
  while (!text.empty()) {
    const std::size_t n = trailing_space(text);
    if (n == 0) break;
    text.remove_suffix(n);
  }
  return text;
}

}  // namespace rawan::io
