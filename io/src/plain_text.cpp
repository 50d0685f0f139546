#include "plain_text.h"

#include <array>
#include <charconv>

namespace rawan::io {

std::string without_controls(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\r') {
      if (i + 1 == text.size() || text[i + 1] != '\n') plain += '\n';
    } else if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') {
      plain += ' ';
    } else if (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF") {
      i += 2;  // U+FFFE and U+FFFF are no characters of XML
    } else {
      plain += c;
    }
  }
  return plain;
}

std::string xml_escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string decimal(double value, int decimals) {
  std::array<char, 400> digits{};  // the longest double has 309 digits before the point
  const auto result = decimals < 0 ? std::to_chars(digits.data(), digits.data() + digits.size(),
                                                   value, std::chars_format::fixed)
                                   : std::to_chars(digits.data(), digits.data() + digits.size(),
                                                   value, std::chars_format::fixed, decimals);
  std::string text(digits.data(), result.ptr);
  const bool zero = text.find_first_not_of("-0.") == std::string::npos;
  if (zero && text.starts_with('-')) text.erase(0, 1);
  return text;
}

}  // namespace rawan::io
