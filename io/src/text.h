#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// Hash that lets a map of strings be asked with a view.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

/// Compatibility forms brought to plain ones: full-width and accented Latin letters, every kind of
/// space, dash, quote and prime. Invisible characters are dropped. The part of Unicode's NFKC that
/// occurs in Indonesian tables; everything else is left as it is.
std::string plain(std::string_view text);

/// ASCII letters in lower case; other bytes as they are.
std::string lower(std::string_view text);

/// Letters and digits only, in lower case, after `plain`: "Tgl. Lapor" and "tgl_lapor" are one.
std::string collapsed(std::string_view text);

std::string_view trimmed(std::string_view text);

/// The pieces between any of `separators`, trimmed, without empty ones.
std::vector<std::string_view> split(std::string_view text, std::string_view separators);

/// Words in lower case: runs of letters and digits, also cut where camelCase begins a word.
std::vector<std::string> tokens(std::string_view text);

bool is_digit(char c);
bool all_digits(std::string_view text);

}  // namespace rawan::io
