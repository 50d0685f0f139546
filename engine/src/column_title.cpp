#include "column_title.h"

#include <algorithm>

namespace rawan::engine {
namespace {

/// Plain words; other aliases are names that collecting tools make up ("_uuid", "KEY").
bool is_plain(std::string_view alias) {
  if (alias.empty() || alias.front() < 'a' || alias.front() > 'z') return false;
  return std::ranges::all_of(
      alias, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

}  // namespace

std::string column_title(const io::Field& field) {
  const auto found = std::ranges::find_if(field.aliases, is_plain);
  return std::string(found == field.aliases.end() ? field.name : *found);
}

}  // namespace rawan::engine
