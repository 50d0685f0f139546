#include "area_names.h"

#include "text.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace rawan::io {
namespace {

constexpr std::array<std::string_view, 13> kPrefixes{
    "desa",      "ds",  "kelurahan", "kel", "kampung",      "kecamatan", "kec",
    "kabupaten", "kab", "kota",      "adm", "administrasi", "distrik"};

constexpr std::array<std::string_view, 20> kRoman{
    "i",  "ii",  "iii",  "iv",  "v",  "vi",  "vii",  "viii",  "ix",  "x",
    "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx"};

std::vector<std::string> words_of(std::string_view name) {
  // Names are not camel case: "SungaiRaya" and "Sungai Raya" are compared without spaces anyway.
  return tokens(lower(plain(name)));
}

void strip_prefixes(std::vector<std::string>& words) {
  while (words.size() > 1 && std::ranges::find(kPrefixes, words.front()) != kPrefixes.end()) {
    words.erase(words.begin());
  }
}

std::string arabic(const std::string& word) {
  const auto* found = std::ranges::find(kRoman, word);
  return found == kRoman.end() ? word : std::to_string(found - kRoman.begin() + 1);
}

std::string upper(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return out;
}

std::string digits_of(std::string_view key) {
  std::string digits;
  std::ranges::copy_if(key, std::back_inserter(digits), is_digit);
  return digits;
}

}  // namespace

std::string name_key(std::string_view name) {
  std::vector<std::string> words = words_of(name);
  strip_prefixes(words);
  std::string key;
  for (std::size_t i = 0; i < words.size(); ++i) key += i == 0 ? words[i] : arabic(words[i]);
  return upper(key);
}

std::string old_spelling_key(std::string_view key) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kFolds{
      {{"DJ", "J"}, {"TJ", "C"}, {"OE", "U"}, {"NJ", "NY"}, {"SJ", "SY"}}};
  std::string out;
  for (std::size_t i = 0; i < key.size();) {
    const auto* fold =
        std::ranges::find(kFolds, key.substr(i, 2), [](const auto& f) { return f.first; });
    out += fold == kFolds.end() ? key.substr(i, 1) : fold->second;
    i += fold == kFolds.end() ? 1 : 2;
  }
  return out;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> two_back(b.size() + 1);
  std::vector<std::size_t> back(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) back[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({back[j] + 1, row[j - 1] + 1, back[j - 1] + change});
      const bool crossed = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (crossed) row[j] = std::min(row[j], two_back[j - 2] + 1);
    }
    std::swap(two_back, back);
    std::swap(back, row);
  }
  return back[b.size()];
}

bool is_similar(std::string_view key, std::string_view other) {
  if (digits_of(key) != digits_of(other)) return false;
  const std::size_t allowed = key.size() <= 8 ? 1 : 2;
  return edit_distance(key, other) <= allowed;
}

bool has_foreign_letters(std::string_view name) {
  return std::ranges::any_of(plain(name),
                             [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

}  // namespace rawan::io
