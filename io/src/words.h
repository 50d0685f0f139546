#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace rawan::io {

/// Text as a template argument, so that lists of words are constants and not code that runs.
template <std::size_t N>
struct Literal {
  char text[N]{};
  // NOLINTNEXTLINE(google-explicit-constructor): the point is to write kWords<"a|b">.
  consteval Literal(const char (&from)[N]) { std::ranges::copy(from, text); }
  constexpr std::string_view view() const { return {text, N - 1}; }
};

template <Literal list>
struct WordList {
  static constexpr Literal kText = list;
  static constexpr auto kSplit = [] {
    constexpr auto kCount = static_cast<std::size_t>(std::ranges::count(kText.view(), '|')) + 1;
    std::array<std::string_view, kCount> words;
    std::string_view rest = kText.view();
    for (std::string_view& word : words) {
      word = rest.substr(0, rest.find('|'));
      rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    }
    return words;
  }();
};

/// "a|b|c" as a list of words that lives as long as the program.
template <Literal list>
inline constexpr auto& kWords = WordList<list>::kSplit;

}  // namespace rawan::io
