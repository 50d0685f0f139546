#include "schema_command.h"

#include "nearest.h"
#include "rawan/engine/config_error.h"
#include "rawan/io/schema.h"
#include "sentence.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace rawan::engine {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 9> kTypes{"text", "code", "codes",    "integer", "real",
                                                 "date", "time", "datetime", "boolean"};
constexpr std::array<std::string_view, 4> kRequirements{"required", "conditional", "optional",
                                                        "derived"};
constexpr std::array<std::string_view, 4> kPrivacy{"p0", "p1", "p2", "p3"};

std::string_view type_of(const io::Field& field) {
  return kTypes.at(static_cast<std::size_t>(field.type));
}
std::string_view requirement_of(const io::Field& field) {
  return kRequirements.at(static_cast<std::size_t>(field.requirement));
}
std::string_view privacy_of(const io::Field& field) {
  return kPrivacy.at(static_cast<std::size_t>(field.privacy));
}

/// What the column means; its name where the catalogue does not say.
std::string meaning(const io::TableSchema& schema, const io::Field& field, const Catalogue& words) {
  const std::string key = fmt::format("field.{}.{}", schema.name, field.name);
  return words.has(key) ? words.text(key) : std::string(field.name);
}

const io::TableSchema& schema_of(const std::string& table, const Catalogue& words) {
  if (const auto* schema = io::find_schema(table)) return *schema;
  const auto schemas = io::all_schemas();
  const auto nearest = std::ranges::min_element(schemas, {}, [&](const io::TableSchema& schema) {
    return edit_distance(table, schema.name);
  });
  throw ConfigError(sentence(words, "schema_unknown", {},
                             {{"table", table}, {"nearest", std::string(nearest->name)}}),
                    "schema_unknown");
}

std::string code_line(const io::CodeEntry& code, Language language) {
  return fmt::format("      {} = {}\n", code.code,
                     language == Language::id ? code.label_id : code.label_en);
}

std::string field_text(const io::TableSchema& schema, const io::Field& field,
                       const Catalogue& words) {
  std::string text =
      fmt::format("{}\n  {}\n  {}; {}; {}\n", field.name, meaning(schema, field, words),
                  words.text(fmt::format("type.{}", type_of(field))),
                  words.text(fmt::format("requirement.{}", requirement_of(field))),
                  words.text(fmt::format("privacy.{}", privacy_of(field))));
  if (!field.is_read) text += fmt::format("  {}\n", words.text("schema.not_read"));
  if (!field.aliases.empty()) {
    text += fmt::format("  {}: {}\n", words.text("schema.aliases"), fmt::join(field.aliases, ", "));
  }
  if (field.code_list.empty()) return text;
  text += fmt::format("  {}:\n", words.text("schema.codes"));
  for (const io::CodeEntry& code : io::code_list(field.code_list).entries) {
    text += code_line(code, words.language());
  }
  return text;
}

Json field_json(const io::TableSchema& schema, const io::Field& field, const Catalogue& words) {
  Json json{{"name", field.name},
            {"description", meaning(schema, field, words)},
            {"type", type_of(field)},
            {"requirement", requirement_of(field)},
            {"privacy", privacy_of(field)},
            {"is_read", field.is_read},
            {"aliases", std::vector<std::string_view>(field.aliases.begin(), field.aliases.end())}};
  if (field.code_list.empty()) return json;
  for (const io::CodeEntry& code : io::code_list(field.code_list).entries) {
    json["codes"].push_back({{"code", code.code}, {"id", code.label_id}, {"en", code.label_en}});
  }
  return json;
}

Json table_json(const io::TableSchema& schema, const Catalogue& words) {
  Json json{{"table", schema.name}, {"columns", Json::array()}};
  for (const io::Field& field : schema.fields) {
    json["columns"].push_back(field_json(schema, field, words));
  }
  return json;
}

}  // namespace

std::string schema_as_text(const std::string& table, const Catalogue& words) {
  std::string text;
  if (table.empty()) {
    for (const io::TableSchema& schema : io::all_schemas())
      text += fmt::format("{}\n", schema.name);
    return text;
  }
  const io::TableSchema& schema = schema_of(table, words);
  for (const io::Field& field : schema.fields) text += field_text(schema, field, words);
  return text;
}

std::string schema_as_json(const std::string& table, const Catalogue& words) {
  if (!table.empty()) return table_json(schema_of(table, words), words).dump(2) + "\n";
  Json tables = Json::array();
  for (const io::TableSchema& schema : io::all_schemas()) {
    tables.push_back(table_json(schema, words));
  }
  return tables.dump(2) + "\n";
}

}  // namespace rawan::engine
