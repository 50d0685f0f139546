#include "attack/attack.h"
#include "attack/hidden_places.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>

namespace rawan::engine::attack {
namespace {

bool is_word_letter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

/// All words at once: the first four bytes say which words may begin here.
class WordSearch {
 public:
  explicit WordSearch(const std::vector<std::string>& words) : begins_(kBuckets, false) {
    for (const std::string& word : words) {
      if (word.size() < kPrefix) continue;
      words_.push_back(in_lower_case(word));
      begins_[bucket(words_.back().data())] = true;
    }
    std::ranges::sort(words_);
  }

  std::size_t size() const { return words_.size(); }

  /// How many different words stand in the bytes.
  std::size_t count_in(std::string_view bytes) const {
    const std::string text = in_lower_case(bytes);
    std::vector<bool> found(words_.size(), false);
    for (std::size_t at = 0; at + kPrefix <= text.size(); ++at) {
      if (begins_[bucket(text.data() + at)]) mark(text, at, found);
    }
    return static_cast<std::size_t>(std::ranges::count(found, true));
  }

 private:
  static constexpr std::size_t kPrefix = 4;
  static constexpr std::size_t kBuckets = std::size_t{1} << 20U;

  static std::size_t bucket(const char* text) {
    std::uint32_t bytes = 0;
    std::memcpy(&bytes, text, kPrefix);
    return (bytes * 2'654'435'761U) >> 12U;
  }

  void mark(const std::string& text, std::size_t at, std::vector<bool>& found) const {
    const std::string_view rest = std::string_view(text).substr(at);
    auto word = std::ranges::lower_bound(words_, rest.substr(0, kPrefix));
    for (; word != words_.end() && word->starts_with(rest.substr(0, kPrefix)); ++word) {
      if (rest.starts_with(*word) && stands_alone(text, at, word->size())) {
        found[static_cast<std::size_t>(word - words_.begin())] = true;
      }
    }
  }

  static bool stands_alone(const std::string& text, std::size_t at, std::size_t size) {
    const bool before = at > 0 && is_word_letter(text[at - 1]) && is_word_letter(text[at]);
    const std::size_t end = at + size;
    const bool after =
        end < text.size() && is_word_letter(text[end]) && is_word_letter(text[end - 1]);
    return !before && !after;
  }

  std::vector<std::string> words_;
  std::vector<bool> begins_;
};

}  // namespace

void attack_words(const Scene& scene, const Control& control, std::vector<Line>& lines) {
  if (!scene.truth) return;
  const WordSearch words(scene.truth->words);
  const HiddenPlaces places(scene.truth->points, scene.truth->crs);
  for (const io::SeenRelease& release : scene.releases) {
    Line line{.attack = "canary", .subject = release.title};
    line.tried = words.size() + places.size();
    for (const io::SeenFile& file : release.files) {
      control.check();
      if (words.count_in(file.bytes) > 0) line.leak("word", file.name);
      if (release.tier == "restricted") continue;
      if (places.stand_as_numbers_in(file.bytes)) line.leak("place_binary", file.name);
      if (places.stand_as_text_in(file.bytes)) line.leak("place_text", file.name);
    }
    lines.push_back(std::move(line));
  }
}

}  // namespace rawan::engine::attack
