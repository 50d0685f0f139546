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

// By index and not by `find`: under the sanitizers g++ 12 does not take the address that `find`
// compares with null for a constant.
constexpr std::size_t word_end(std::string_view list, std::size_t from) {
  while (from < list.size() && list[from] != '|') ++from;
  return from;
}

constexpr std::size_t word_count(std::string_view list) {
  std::size_t words = 1;
  for (std::size_t i = 0; i < list.size(); ++i) words += list[i] == '|' ? 1U : 0U;
  return words;
}

template <Literal list>
struct WordList {
  static constexpr Literal kText = list;
  static constexpr auto kSplit = [] {
    std::array<std::string_view, word_count(kText.view())> words;
    std::size_t from = 0;
    for (std::string_view& word : words) {
      const std::size_t end = word_end(kText.view(), from);
      word = kText.view().substr(from, end - from);
      from = end + 1;
    }
    return words;
  }();
};

/// "a|b|c" as a list of words that lives as long as the program.
template <Literal list>
inline constexpr auto& kWords = WordList<list>::kSplit;

}  // namespace rawan::io
