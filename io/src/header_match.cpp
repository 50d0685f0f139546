#include "header_match.h"

#include "schema_tables.h"
#include "text.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

namespace rawan::io {
namespace {

constexpr std::string_view kGroupMarks = "/-.:";
// One or two letters ("p", "no") say nothing once the group before them is cut off.
constexpr std::size_t kShortestLeaf = 3;

std::string without_parentheses(std::string_view header) {
  std::string out;
  int depth = 0;
  for (const char c : header) {
    if (c == '(' || c == '[') ++depth;
    if (depth == 0) out += c;
    if ((c == ')' || c == ']') && depth > 0) --depth;
  }
  return out;
}

/// The header whole, then without its remarks in parentheses, then without leading groups.
std::vector<std::string> spellings(std::string_view header) {
  const std::string simple = without_parentheses(plain(header));
  std::vector<std::string> result{collapsed(header), collapsed(simple)};
  for (std::size_t i = 0; i < simple.size(); ++i) {
    if (kGroupMarks.find(simple[i]) == std::string_view::npos) continue;
    const std::string leaf = collapsed(std::string_view(simple).substr(i + 1));
    if (leaf.size() >= kShortestLeaf) result.push_back(leaf);
  }
  return result;
}

using CollapsedNames = std::unordered_map<std::string_view, std::string>;

CollapsedNames names_of_all_schemas() {
  CollapsedNames names;
  for (const TableSchema& schema : all_schemas()) {
    for (const Field& field : schema.fields) {
      names.emplace(field.name, collapsed(field.name));
      for (const std::string_view alias : field.aliases) names.emplace(alias, collapsed(alias));
    }
  }
  return names;
}

/// Whether a name of a field is spelled so. Each header is held against hundreds of names, so they
/// are collapsed once.
bool is_spelled(std::string_view name, const std::string& spelling) {
  static const CollapsedNames known = names_of_all_schemas();
  const auto found = known.find(name);
  if (found == known.end()) return collapsed(name) == spelling;
  return found->second == spelling;
}

std::size_t rank_of(const Field& field, const std::string& spelling) {
  if (is_spelled(field.name, spelling)) return 0;
  const auto alias = std::ranges::find_if(
      field.aliases, [&](std::string_view name) { return is_spelled(name, spelling); });
  return static_cast<std::size_t>(alias - field.aliases.begin()) + 1;
}

std::string_view leaf_of(std::string_view header) {
  return header.substr(header.find_last_of('/') + 1);
}

/// Kobo writes a point's parts as `_<question>_latitude` beside it.
std::string_view kobo_point_part(std::string_view header) {
  const std::string_view leaf = leaf_of(header);
  if (!leaf.starts_with('_')) return {};
  if (leaf.ends_with("_latitude")) return "lat";
  if (leaf.ends_with("_longitude")) return "lon";
  return leaf.ends_with("_precision") ? std::string_view("coord_accuracy_m") : std::string_view();
}

/// Shapefiles cut names after ten characters.
bool is_cut_name(const Field& field, std::string_view header) {
  constexpr std::size_t kCut = 10;
  const auto cut = [&](std::string_view name) {
    return name.size() > kCut && lower(name.substr(0, kCut)) == lower(header);
  };
  return header.size() == kCut && (cut(field.name) || std::ranges::any_of(field.aliases, cut));
}

HeaderMatch match_of(const TableSchema& schema, std::size_t field) {
  using Kind = HeaderMatch::Kind;
  const Field& f = schema.fields[field];
  if (f.privacy == PrivacyClass::p3) return {Kind::forbidden, field};
  return {f.is_read ? Kind::field : Kind::unread, field};
}

template <class Test>
std::optional<std::size_t> first_field(const TableSchema& schema, Test&& test) {
  for (std::size_t f = 0; f < schema.fields.size(); ++f) {
    if (test(schema.fields[f])) return f;
  }
  return std::nullopt;
}

std::optional<std::size_t> field_by_name(const TableSchema& schema, std::string_view header) {
  for (const std::string& spelling : spellings(header)) {
    const auto named = [&](const Field& f) { return rank_of(f, spelling) <= f.aliases.size(); };
    if (const auto field = first_field(schema, named); field && !spelling.empty()) return field;
  }
  return std::nullopt;
}

/// Kobo's own `_status` tells how a form was sent, not what became of the report.
bool is_tool_column(std::string_view header) {
  const std::string_view leaf = leaf_of(header);
  return leaf == "_status" || leaf == "_tags" || leaf == "_index";
}

std::optional<std::size_t> field_of(const TableSchema& schema, std::string_view header) {
  if (is_tool_column(header)) return std::nullopt;
  if (const auto part = kobo_point_part(header); !part.empty()) {
    return first_field(schema, [&](const Field& f) { return f.name == part; });
  }
  const auto is_choice = [&](const Field& f) { return choice_of_header(f, header).has_value(); };
  if (const auto field = first_field(schema, is_choice)) return field;
  if (const auto field = field_by_name(schema, header)) return field;
  return first_field(schema, [&](const Field& f) { return is_cut_name(f, header); });
}

}  // namespace

std::size_t alias_rank(const Field& field, std::string_view header) {
  std::size_t best = field.aliases.size() + 1;
  for (const std::string& spelling : spellings(header)) {
    best = std::min(best, rank_of(field, spelling));
  }
  return best;
}

std::optional<std::size_t> choice_of_header(const Field& field, std::string_view header) {
  const std::size_t slash = header.find_last_of('/');
  if (field.type != FieldType::codes || field.code_list.empty()) return std::nullopt;
  if (slash == std::string_view::npos || slash + 1 == header.size()) return std::nullopt;
  if (alias_rank(field, header.substr(0, slash)) > field.aliases.size()) return std::nullopt;
  return find_code(code_list(field.code_list), header.substr(slash + 1));
}

HeaderMatch match_header(const TableSchema& schema, std::string_view header) {
  const std::string clean = plain(trimmed(header));
  const std::string_view text = trimmed(clean);
  if (drops_personal_columns(schema) && is_personal_header(text)) {
    return {HeaderMatch::Kind::forbidden, 0};
  }
  const auto field = field_of(schema, text);
  return field ? match_of(schema, *field) : HeaderMatch{};
}

}  // namespace rawan::io
