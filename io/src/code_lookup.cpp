#include "code_lookup.h"

#include "code_tables.h"
#include "rawan/algorithms/contract.h"

#include <algorithm>

namespace rawan::io {
namespace {

/// Keeps '<' and '+', which are all that tells two age bands apart.
std::string key_of(std::string_view text) {
  std::string key = lower(plain(text));
  std::erase_if(key, [](char c) {
    const bool letter = (c >= 'a' && c <= 'z') || is_digit(c) || c == '<' || c == '+';
    return !letter && static_cast<unsigned char>(c) < 0x80;
  });
  return key;
}

bool holds(std::span<const std::string_view> words, const std::string& key) {
  return std::ranges::find(words, key, key_of) != words.end();
}

bool is_named(const CodeEntry& entry, const std::string& key) {
  return key_of(entry.code) == key || key_of(entry.label_id) == key ||
         key_of(entry.label_en) == key || holds(entry.aliases, key);
}

std::vector<CodeList> every_list() {
  std::vector<CodeList> lists{
      {"place_type", place_types()}, {"issue_code", issue_codes()}, {"env_factors", env_factors()}};
  lists.insert(lists.end(), report_code_lists().begin(), report_code_lists().end());
  lists.insert(lists.end(), companion_code_lists().begin(), companion_code_lists().end());
  return lists;
}

}  // namespace

std::span<const CodeList> all_code_lists() {
  static const std::vector<CodeList> lists = every_list();
  return lists;
}

const CodeList& code_list(std::string_view name) {
  const auto lists = all_code_lists();
  const auto found = std::ranges::find(lists, name, &CodeList::name);
  expects(found != lists.end(), "the code list exists");
  return *found;
}

std::optional<CodeMatch> match_code(const CodeList& list, std::string_view text) {
  const std::string key = key_of(text);
  if (key.empty()) return std::nullopt;
  // Codes, labels and aliases of the whole list come before anybody's synonyms.
  for (std::size_t i = 0; i < list.entries.size(); ++i) {
    if (is_named(list.entries[i], key)) return CodeMatch{i, false};
  }
  for (std::size_t i = 0; i < list.entries.size(); ++i) {
    if (holds(list.entries[i].synonyms, key)) return CodeMatch{i, true};
  }
  return std::nullopt;
}

std::optional<std::size_t> find_code(const CodeList& list, std::string_view text) {
  const auto match = match_code(list, text);
  if (!match) return std::nullopt;
  return match->position;
}

std::optional<CodeMatch> CodeLookup::find(std::string_view text) {
  if (const auto known = known_.find(text); known != known_.end()) return known->second;
  const auto match = match_code(*list_, text);
  known_.emplace(std::string(text), match);
  return match;
}

/// Every word of a part as its own code; nothing unless all are codes: a sentence is not a list.
std::vector<CodeMatch> CodeLookup::find_words(std::string_view part) {
  std::vector<CodeMatch> found;
  for (const std::string_view word : split(part, " ")) {
    const auto match = find(word);
    if (!match) return {};
    found.push_back(*match);
  }
  return found;
}

std::vector<CodeMatch> CodeLookup::find_all(std::string_view text, std::size_t& unknown) {
  if (const auto whole = find(text)) return {*whole};
  std::vector<CodeMatch> found;
  for (const std::string_view part : split(text, ",;|\n")) {
    const auto match = find(part);
    const auto words = match ? std::vector<CodeMatch>{*match} : find_words(part);
    if (words.empty()) ++unknown;
    found.insert(found.end(), words.begin(), words.end());
  }
  return found;
}

}  // namespace rawan::io
