#include "csv_dialect.h"

#include "column_plan.h"
#include "count_text.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace rawan::io {
namespace {

constexpr std::array<char, 4> kSeparators{';', ',', '\t', '|'};

/// The first records that are not blank, as many as a header is looked for in.
std::vector<RawRecord> first_records(CsvScanner& scanner) {
  std::vector<RawRecord> records;
  RawRecord record;
  while (records.size() < kHeaderSearch && scanner.next(record)) {
    if (!record.blank) records.push_back(record);
  }
  return records;
}

void expect_readable(std::span<const RawRecord> records, const HeaderRow& header,
                     const Place& place) {
  for (const RawRecord& record : records) {
    if (record.line < header.first_line || record.line > header.last_line) continue;
    Place where = place;
    where.row = record.line;
    if (record.cells.size() > kMostColumns) throw InputError("too_many_columns", where);
    if (!record.flaw.empty()) throw InputError(std::string(record.flaw), where);
  }
}

/// @throws InputError if the text has no usable header when cut so.
HeaderRow header_under(std::string_view text, CsvFormat format, const TableSchema& schema,
                       const HeaderMatcher& matcher, const Place& place) {
  CsvScanner scanner(text, format, place.file);
  const std::vector<RawRecord> records = first_records(scanner);
  const auto header = find_header(records, schema, matcher);
  if (!header) throw header_missing(records, schema, matcher, place);
  expect_readable(records, *header, place);
  return *header;
}

}  // namespace

std::optional<char> declared_separator(std::string_view text) {
  std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  constexpr std::size_t kSize = 5;
  if (line.size() == kSize + 2 && line.front() == '"' && line.back() == '"') {
    line = line.substr(1, kSize);
  }
  if (line.size() != kSize || line[3] != '=') return std::nullopt;
  const auto is = [&](std::size_t i, char c) {
    return std::tolower(static_cast<unsigned char>(line[i])) == c;
  };
  if (!is(0, 's') || !is(1, 'e') || !is(2, 'p')) return std::nullopt;
  return line[4];
}

CsvDialect find_dialect(std::string_view text, CsvFormat format, std::optional<char> wanted,
                        const TableSchema& schema, const HeaderMatcher& matcher,
                        const Place& place) {
  std::vector<char> candidates(kSeparators.begin(), kSeparators.end());
  if (wanted) candidates = {*wanted};
  const char likely = wanted.value_or(likely_separator(text));
  format.keeps_texts = true;
  std::optional<CsvDialect> best;
  std::optional<InputError> failure;
  for (const char separator : candidates) {
    format.separator = separator;
    try {
      const auto header = header_under(text, format, schema, matcher, place);
      if (!best || header.hits > best->header.hits) best = CsvDialect{separator, header};
    } catch (const InputError& error) {
      if (!failure || separator == likely) failure = error;
    }
  }
  if (!best) throw InputError(*failure);
  return *best;
}

}  // namespace rawan::io
