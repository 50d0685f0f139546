#include "count_text.h"
#include "csv_dialect.h"
#include "csv_scanner.h"
#include "rawan/io/error.h"
#include "read_bytes.h"
#include "table_builder.h"
#include "table_reader.h"
#include "text_encoding.h"

namespace rawan::io {
namespace {

std::string name_of(char separator) {
  return separator == '\t' ? std::string("tab") : std::string(1, separator);
}

/// Notes on bytes, lines and dialect, before any row.
std::vector<TableNote> file_notes(const DecodedText& text, const CsvDialect& dialect,
                                  std::uint64_t first_line) {
  std::vector<TableNote> notes = text.notes;
  const std::string_view body = as_text(text.utf8);
  if (dialect.separator != ',') {
    notes.push_back({.reason = "dialect", .detail = name_of(dialect.separator)});
  }
  if (body.find('\n') == std::string_view::npos && body.find('\r') != std::string_view::npos) {
    notes.push_back({.reason = "line_ends"});
  }
  if (!body.ends_with('\n') && !body.ends_with('\r')) {
    notes.push_back({.reason = "no_final_line_end"});
  }
  for (TableNote& note : header_notes(dialect.header, first_line)) {
    notes.push_back(std::move(note));
  }
  return notes;
}

TextTable read_rows(std::string_view text, CsvFormat format, const HeaderRow& header,
                    TableBuilder builder, const Place& place) {
  CsvScanner scanner(text, format, place.file);
  RawRecord record;
  while (scanner.next(record)) {
    if (record.line > header.last_line) builder.add(record);
  }
  return builder.finish();
}

}  // namespace

TextTable read_delimited(const TableRequest& request) {
  const Place place{.file = request.path};
  const DecodedText decoded =
      decode(read_bytes(request.path), request.options.encoding, request.path);
  std::string_view text = as_text(decoded.utf8);
  if (trim(text).empty()) throw InputError("empty_file", place);
  auto wanted = request.options.separator;
  const auto declared = declared_separator(text);
  if (!wanted) wanted = declared;
  CsvFormat format{.may_hold_bad_bytes = !decoded.all_valid,
                   .may_hold_nul = text.find('\0') != std::string_view::npos};
  const CsvDialect dialect =
      find_dialect(text, format, wanted, request.schema, request.matcher, place);
  format.separator = dialect.separator;

  ColumnPlan plan = plan_columns(dialect.header.names, request.schema, request.matcher, place);
  const BuilderRules rules{.fill_down = request.options.fill_down,
                           .comma_separated = dialect.separator == ','};
  TableBuilder builder(std::move(plan), request.schema, rules, place);
  builder.reserve(text.size());
  for (TableNote& note : file_notes(decoded, dialect, declared ? 2 : 1)) {
    builder.note(std::move(note));
  }
  TextTable table = read_rows(text, format, dialect.header, std::move(builder), place);
  table.independent_count = count_text_records(text, dialect.separator, dialect.header.last_line);
  return table;
}

}  // namespace rawan::io
