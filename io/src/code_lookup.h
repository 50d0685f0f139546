#pragma once

#include "rawan/io/schema.h"
#include "text.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rawan::io {

struct CodeMatch {
  std::size_t position = 0;
  bool is_synonym = false;  ///< Neither the code nor one of its labels: worth a note.
};

/// Looks words up in one list and remembers the answers: a column of a million rows has a few
/// distinct words.
class CodeLookup {
 public:
  explicit CodeLookup(const CodeList& list) : list_(&list) {}

  std::optional<CodeMatch> find(std::string_view text);

  /// All codes of a cell with one or several of them: first the cell as one code, then its parts
  /// between commas, semicolons and bars, each of which may be codes between spaces as survey
  /// tools write them. Unknown parts are left out and counted in `unknown`.
  std::vector<CodeMatch> find_all(std::string_view text, std::size_t& unknown);

 private:
  std::vector<CodeMatch> find_words(std::string_view part);

  const CodeList* list_;
  std::unordered_map<std::string, std::optional<CodeMatch>, TextHash, std::equal_to<>> known_;
};

std::optional<CodeMatch> match_code(const CodeList& list, std::string_view text);

}  // namespace rawan::io
