#include "table_columns.h"

#include "header_match.h"
#include "parse_date.h"
#include "rawan/algorithms/contract.h"
#include "rawan/io/error.h"

#include <algorithm>
#include <utility>

namespace rawan::io {
namespace {

std::size_t position_of(const TableSchema& schema, std::string_view field) {
  const auto found = std::ranges::find(schema.fields, field, &Field::name);
  expects(found != schema.fields.end(), "the schema has the field");
  return static_cast<std::size_t>(found - schema.fields.begin());
}

}  // namespace

FieldColumns::FieldColumns(const TextTable& table, const TableSchema& schema,
                           std::string_view field)
    : table_(&table), field_(field) {
  const std::size_t position = position_of(schema, field);
  for (std::size_t c = 0; c < table.columns(); ++c) {
    if (table.fields[c] == position) columns_.push_back(c);
  }
  std::ranges::stable_sort(columns_, {}, [&](std::size_t c) {
    return alias_rank(schema.fields[position], table.headers[c]);
  });
}

Cell FieldColumns::cell(std::size_t row, std::size_t column) const {
  return {table_->cell(row, column), table_->headers[column]};
}

Cell FieldColumns::first(std::size_t row) const {
  for (const std::size_t column : columns_) {
    if (const Cell found = cell(row, column); !found.text.empty()) return found;
  }
  return {{}, columns_.empty() ? field_ : std::string_view(table_->headers[columns_.front()])};
}

std::vector<std::string_view> FieldColumns::cells(std::size_t column) const {
  std::vector<std::string_view> result;
  result.reserve(table_->rows());
  for (std::size_t row = 0; row < table_->rows(); ++row) {
    result.push_back(table_->cell(row, column));
  }
  return result;
}

void RowIssues::add(std::string_view header, std::string_view reason) {
  add(header, reason, effect_of(reason));
}

void RowIssues::add(std::string_view header, std::string_view reason, Outcome effect,
                    std::string detail) {
  issues_.push_back({.record = record_,
                     .column = std::string(header),
                     .reason = std::string(reason),
                     .effect = effect,
                     .detail = std::move(detail)});
}

void RowIssues::replace_all(std::string_view header, std::string_view reason) {
  issues_.clear();
  add(header, reason);
}

SourceId open_source(const TextTable& table, std::string role, Ledger& ledger) {
  const SourceId source =
      ledger.open(std::move(role), table.file, table.layer, table.independent_count);
  const RecordRef whole{source, 0};
  const auto note = [&](std::string column, std::string reason) {
    ledger.note({.record = whole,
                 .column = std::move(column),
                 .reason = std::move(reason),
                 .effect = Outcome::accepted});
  };
  for (const TableNote& n : table.notes) note(n.column, n.reason);
  for (const std::string& header : table.forbidden_headers) note(header, "personal_column");
  for (const std::string& header : table.unknown_headers) note(header, "unknown_column");
  for (const BadRow& bad : table.bad_rows) {
    const Outcome effect = effect_of(bad.reason);
    ledger.note({.record = {source, bad.line}, .reason = bad.reason, .effect = effect});
    ledger.close({source, bad.line}, effect);
  }
  return source;
}

void close_row(const RowIssues& row, Ledger& ledger) {
  for (const Issue& issue : row.issues()) ledger.note(issue);
  ledger.close(row.record(), row.outcome());
}

void require_columns(const TextTable& table, const TableSchema& schema,
                     const std::vector<std::string_view>& fields) {
  // A collection of no features has no columns either.
  if (table.columns() == 0 && table.rows() == 0) return;
  std::string missing;
  for (const std::string_view field : fields) {
    if (!FieldColumns(table, schema, field).is_absent()) continue;
    missing += (missing.empty() ? "" : ", ") + std::string(field);
  }
  if (missing.empty()) return;
  throw InputError("missing_columns", {.file = table.file, .layer = table.layer}, missing);
}

void require_date_order(const TextTable& table, const FieldColumns& dates, std::string_view order) {
  for (const std::size_t column : dates.columns()) {
    const auto against = contradiction(dates.cells(column), date_order_of(order));
    if (!against) continue;
    throw InputError("date_order", {.file = table.file,
                                    .layer = table.layer,
                                    .row = table.lines[*against],
                                    .column = table.headers[column]});
  }
}

}  // namespace rawan::io
