#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// domain.md 2.5: who may see a column. p3 is forbidden: dropped while reading.
enum class PrivacyClass : std::uint8_t { p0, p1, p2, p3 };

enum class FieldType : std::uint8_t {
  text,
  code,
  codes,
  integer,
  real,
  date,
  time,
  datetime,
  boolean
};

enum class Requirement : std::uint8_t { required, conditional, optional, derived };

/// One column of an input table.
struct Field {
  std::string_view name;                      ///< Canonical, English.
  std::span<const std::string_view> aliases;  ///< As found in the field; any case, spaces, dots.
  FieldType type = FieldType::text;
  Requirement requirement = Requirement::optional;
  PrivacyClass privacy = PrivacyClass::p1;
  std::string_view code_list = {};  ///< Name of the list of allowed codes.
  bool is_read = true;  ///< False: known and reported by name, but not kept by this version.
};

struct TableSchema {
  std::string_view name;  ///< "reports", "patrol_log", ...
  std::span<const Field> fields;
};

/// The schema of an input table, or nothing if there is no such table.
const TableSchema* find_schema(std::string_view table);
std::span<const TableSchema> all_schemas();

/// What becomes of a header cell while reading.
struct HeaderMatch {
  enum class Kind : std::uint8_t { field, forbidden, unread, unknown } kind = Kind::unknown;
  std::size_t field = 0;  ///< Position in the schema, if `field` or `unread`.
};

/// Matches a header by name and aliases (case, spaces, underscores, group prefixes with / or - or
/// . ignored), after the P3 drop list, which wins. Kobo's `_<x>_latitude` and ODK's `<x>-Latitude`
/// match `lat` and so on.
HeaderMatch match_header(const TableSchema& schema, std::string_view header);

/// A code with its words.
struct CodeEntry {
  std::string_view code;
  std::string_view label_id;
  std::string_view label_en;
  std::span<const std::string_view> synonyms = {};  ///< Words of the field: replaced, with a note.
  std::span<const std::string_view> aliases = {};   ///< Codes of other tools: as good as the code.
};

struct CodeList {
  std::string_view name;               ///< "place_type", "issue_code", ...
  std::span<const CodeEntry> entries;  ///< In the order of the enumeration in records.h.
};

const CodeList& code_list(std::string_view name);  ///< @throws ContractViolation if unknown.
std::span<const CodeList> all_code_lists();

/// Position of the code, synonym or label (case, spaces, punctuation ignored) in the list.
std::optional<std::size_t> find_code(const CodeList& list, std::string_view text);

}  // namespace rawan::io
