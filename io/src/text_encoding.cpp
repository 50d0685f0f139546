#include "text_encoding.h"

#include "rawan/io/error.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

namespace rawan::io {
namespace {

enum class Encoding : std::uint8_t { utf8, utf16_le, utf16_be, windows_1252 };

/// Characters of the bytes 0x80 to 0x9f in Windows-1252; 0 where there is none.
constexpr std::array<char16_t, 32> kWindows1252{
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

unsigned char byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

bool continues(std::string_view text, std::size_t i) {
  return i < text.size() && (byte_at(text, i) & 0xc0U) == 0x80U;
}

/// Length of the UTF-8 character above 127 at `i`, 0 if there is none (overlong forms, surrogates
/// and values above U+10FFFF included).
std::size_t character_length(std::string_view text, std::size_t i) {
  const unsigned lead = byte_at(text, i);
  if (lead < 0xc2 || lead > 0xf4 || !continues(text, i + 1)) return 0;
  if (lead < 0xe0) return 2;
  const unsigned second = byte_at(text, i + 1);
  if (!continues(text, i + 2)) return 0;
  if (lead < 0xf0) {
    const bool overlong = lead == 0xe0 && second < 0xa0;
    const bool surrogate = lead == 0xed && second > 0x9f;
    return overlong || surrogate ? 0 : 3;
  }
  const bool out_of_range = (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f);
  return out_of_range || !continues(text, i + 3) ? 0 : 4;
}

struct Census {
  std::size_t characters = 0;  ///< Above 127, well-formed.
  std::size_t strays = 0;      ///< Bytes above 127 that are part of none.
};

Census take_census(std::string_view text) {
  Census census;
  for (std::size_t i = 0; i < text.size();) {
    if (byte_at(text, i) < 0x80) {
      ++i;
      continue;
    }
    const std::size_t length = character_length(text, i);
    ++(length > 0 ? census.characters : census.strays);
    i += std::max<std::size_t>(length, 1);
  }
  return census;
}

void append_character(WipedBytes& out, char32_t c) {
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xc0 | c >> 6U);
    put(0x80 | (c & 0x3fU));
  } else if (c < 0x10000) {
    put(0xe0 | c >> 12U);
    put(0x80 | (c >> 6U & 0x3fU));
    put(0x80 | (c & 0x3fU));
  } else {
    put(0xf0 | c >> 18U);
    put(0x80 | (c >> 12U & 0x3fU));
    put(0x80 | (c >> 6U & 0x3fU));
    put(0x80 | (c & 0x3fU));
  }
}

WipedBytes from_windows_1252(std::string_view bytes, const std::string& file) {
  WipedBytes out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const char32_t character = byte >= 0x80 && byte < 0xa0 ? kWindows1252[byte - 0x80U] : byte;
    if (byte != 0 && character == 0) throw InputError("encoding", {.file = file});
    append_character(out, character);
  }
  return out;
}

bool is_high(char32_t unit) {
  return unit >= 0xd800 && unit < 0xdc00;
}
bool is_low(char32_t unit) {
  return unit >= 0xdc00 && unit < 0xe000;
}

WipedBytes from_utf16(std::string_view bytes, bool little, const std::string& file) {
  const auto refuse = [&] { throw InputError("encoding", {.file = file}); };
  if (bytes.size() % 2 != 0) refuse();
  const auto unit_at = [&](std::size_t i) -> char32_t {
    const char32_t first = byte_at(bytes, i);
    const char32_t second = byte_at(bytes, i + 1);
    return little ? second << 8U | first : first << 8U | second;
  };
  WipedBytes out;
  out.reserve(bytes.size() / 2 + bytes.size() / 8);
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    char32_t c = unit_at(i);
    if (is_high(c) && i + 3 < bytes.size() && is_low(unit_at(i + 2))) {
      i += 2;
      c = 0x10000 + ((c - 0xd800) << 10U) + (unit_at(i) - 0xdc00);
    } else if (is_high(c) || is_low(c)) {
      refuse();
    }
    append_character(out, c);
  }
  return out;
}

std::string plain_name(const std::string& name) {
  std::string plain;
  for (const unsigned char c : name) {
    if (std::isalnum(c) != 0) plain.push_back(static_cast<char>(std::tolower(c)));
  }
  return plain;
}

/// Every second byte of Latin text is zero in UTF-16.
std::optional<Encoding> utf16_by_zeros(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < head.size(); ++i) {
    if (head[i] == 0) ++zeros[i % 2];
  }
  if (zeros[1] * 10 > head.size() * 3 && zeros[0] * 20 < head.size()) return Encoding::utf16_le;
  if (zeros[0] * 10 > head.size() * 3 && zeros[1] * 20 < head.size()) return Encoding::utf16_be;
  return std::nullopt;
}

Encoding utf16_order(std::string_view bytes) {
  return utf16_by_zeros(bytes).value_or(Encoding::utf16_le);
}

Encoding declared(const std::string& name, std::string_view bytes, const std::string& file) {
  const std::string plain = plain_name(name);
  if (plain == "utf8" || plain == "utf8sig" || plain == "ascii") return Encoding::utf8;
  if (plain == "utf16le") return Encoding::utf16_le;
  if (plain == "utf16be") return Encoding::utf16_be;
  if (plain == "utf16") return utf16_order(bytes);
  constexpr std::array<std::string_view, 5> western{"windows1252", "cp1252", "latin1", "iso88591",
                                                    "ansi"};
  if (std::ranges::find(western, plain) != western.end()) return Encoding::windows_1252;
  throw InputError("encoding_unknown", {.file = file}, name);
}

Encoding detected(std::string_view bytes) {
  if (const auto wide = utf16_by_zeros(bytes)) return *wide;
  const Census census = take_census(bytes);
  return census.strays > 0 && census.characters == 0 ? Encoding::windows_1252 : Encoding::utf8;
}

struct Mark {
  std::string_view bytes;
  Encoding encoding;
};
constexpr std::array<Mark, 3> kMarks{{{"\xef\xbb\xbf", Encoding::utf8},
                                      {"\xff\xfe", Encoding::utf16_le},
                                      {"\xfe\xff", Encoding::utf16_be}}};

}  // namespace

bool is_utf8(std::string_view bytes) {
  return take_census(bytes).strays == 0;
}

DecodedText decode(WipedBytes bytes, const std::optional<std::string>& encoding,
                   const std::string& file) {
  DecodedText result;
  std::string_view text = as_text(bytes);
  std::optional<Encoding> chosen;
  for (const Mark& mark : kMarks) {
    if (!text.starts_with(mark.bytes)) continue;
    chosen = mark.encoding;
    text.remove_prefix(mark.bytes.size());
    result.notes.push_back({.reason = "bom_removed"});
    break;
  }
  if (!chosen) chosen = encoding ? declared(*encoding, text, file) : detected(text);
  if (*chosen == Encoding::utf8) {
    result.all_valid = is_utf8(text);
    const auto mark_size = static_cast<std::ptrdiff_t>(bytes.size() - text.size());
    bytes.erase(bytes.begin(), bytes.begin() + mark_size);
    result.utf8 = std::move(bytes);
    return result;
  }
  const bool western = *chosen == Encoding::windows_1252;
  result.notes.push_back({.reason = "transcoded", .detail = western ? "windows-1252" : "utf-16"});
  result.utf8 = western ? from_windows_1252(text, file)
                        : from_utf16(text, *chosen == Encoding::utf16_le, file);
  return result;
}

}  // namespace rawan::io
