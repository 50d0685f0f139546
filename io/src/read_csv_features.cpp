#include "csv_dialect.h"
#include "csv_scanner.h"
#include "parse_number.h"
#include "raw_features.h"
#include "raw_record.h"
#include "read_bytes.h"
#include "row_filter.h"
#include "text_encoding.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <utility>

namespace rawan::io {
namespace {

constexpr std::uint64_t kCheckEvery = 4096;

char separator_of(std::string_view text) {
  if (const auto declared = declared_separator(text)) return *declared;
  const std::string_view header = text.substr(0, text.find_first_of("\r\n"));
  constexpr std::array<char, 4> kSeparators{',', ';', '\t', '|'};
  return *std::ranges::max_element(kSeparators, {}, [&](char separator) {
    return std::count(header.begin(), header.end(), separator);
  });
}

/// Positions of the columns to keep. A filter may name any column but personal ones.
std::vector<std::size_t> kept_columns(std::span<const std::string> names,
                                      const FeatureRequest& request, RawFeatures& raw,
                                      const Place& place) {
  std::vector<std::size_t> kept;
  for (const std::string& name : named_columns(request)) {
    kept.push_back(find_column(names, name, place));
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool wanted = request.keeps_everything || !request.where.empty();
    if (wanted && may_keep(raw, names[i])) kept.push_back(i);
  }
  std::ranges::sort(kept);
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  return kept;
}

std::vector<std::string> header_of(CsvScanner& scanner, const Place& place) {
  RawRecord record;
  while (scanner.next(record)) {
    const bool declaration = record.cells.size() == 1 && record.cells[0].starts_with("sep=");
    if (record.blank || declaration) continue;
    std::vector<std::string> names;
    for (const std::string_view cell : record.cells) names.emplace_back(trim(cell));
    return names;
  }
  throw InputError("empty_file", place);
}

std::string_view flaw_of(const RawRecord& record, std::size_t columns) {
  if (!record.flaw.empty()) return record.flaw;
  if (record.cells.size() < columns) return "short_row";
  const bool only_blanks_beyond = std::all_of(
      record.cells.begin() + static_cast<std::ptrdiff_t>(std::min(columns, record.cells.size())),
      record.cells.end(), [](std::string_view cell) { return trim(cell).empty(); });
  return only_blanks_beyond ? std::string_view() : "long_row";
}

// --- types --------------------------------------------------------------------------------------

/// A whole number as a program writes it. "007" is a code and no number.
std::optional<std::int64_t> plain_integer(std::string_view text) {
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  if (digits.empty() || (digits.size() > 1 && digits[0] == '0')) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole ? std::optional(value) : std::nullopt;
}

/// "0.5" and "-0,5", but not "00.5" and "007".
bool may_be_real(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return text.size() < 2 || text[0] != '0' || text[1] < '0' || text[1] > '9';
}

template <class Value, class Parse>
bool convert(Attribute& column, const PackedTexts& texts, Value none, const Parse& parse) {
  std::vector<Value> values(texts.size(), none);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!column.present[i]) continue;
    const auto value = parse(texts[i]);
    if (!value) return false;
    values[i] = *value;
  }
  column.values = std::move(values);
  return true;
}

DecimalMark mark_of(const PackedTexts& texts) {
  std::vector<std::string_view> cells;
  cells.reserve(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) cells.push_back(texts[i]);
  return decimal_mark_of(cells);
}

/// A column all of whose cells are numbers becomes one of numbers.
void find_type(Attribute& column) {
  const PackedTexts texts = std::get<PackedTexts>(column.values);
  if (std::ranges::find(column.present, true) == column.present.end()) return;
  if (convert(column, texts, std::int64_t{0}, plain_integer)) return;
  const DecimalMark mark = mark_of(texts);
  convert(column, texts, std::numeric_limits<double>::quiet_NaN(), [&](std::string_view text) {
    return may_be_real(text) ? parse_real(text, mark) : std::optional<double>();
  });
}

}  // namespace

RawFeatures read_csv_features(const FeatureRequest& request, const Control& control) {
  RawFeatures raw;
  const Place place{.file = request.path};
  const DecodedText decoded = decode(read_bytes(request.path), std::nullopt, request.path);
  const std::string_view text = as_text(decoded.utf8);
  if (trim(text).empty()) throw InputError("empty_file", place);
  CsvScanner scanner(text,
                     {.separator = separator_of(text),
                      .may_hold_bad_bytes = !decoded.all_valid,
                      .may_hold_nul = text.find('\0') != std::string_view::npos},
                     request.path);
  const std::vector<std::string> names = header_of(scanner, place);
  const std::vector<std::size_t> kept = kept_columns(names, request, raw, place);
  for (const std::size_t column : kept) {
    raw.attributes.push_back({.name = names[column], .values = PackedTexts()});
  }
  RawRecord record;
  while (scanner.next(record)) {
    if (record.blank) continue;
    if (raw.record.size() % kCheckEvery == 0) control.check();
    raw.record.push_back(record.line);
    raw.refusal.push_back(flaw_of(record, names.size()));
    for (std::size_t i = 0; i < kept.size(); ++i) {
      const bool usable = raw.refusal.back().empty() && kept[i] < record.cells.size();
      const std::string_view cell = usable ? trim(record.cells[kept[i]]) : std::string_view();
      std::get<PackedTexts>(raw.attributes[i].values).push_back(cell);
      raw.attributes[i].present.push_back(!cell.empty());
    }
  }
  for (Attribute& column : raw.attributes) find_type(column);
  filter_rows(raw, request.where, place);
  return raw;
}

}  // namespace rawan::io
