#pragma once

#include "rawan/io/issue.h"
#include "rawan/io/table.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// One cell and the header above it.
struct Cell {
  std::string_view text;
  std::string_view header;
};

/// The columns of a table that hold one field, the preferred one first.
class FieldColumns {
 public:
  FieldColumns(const TextTable& table, const TableSchema& schema, std::string_view field);

  bool is_absent() const { return columns_.empty(); }
  const std::vector<std::size_t>& columns() const { return columns_; }

  /// The first column with a value in this row; an empty cell under the first header (or under the
  /// field's own name) if there is none.
  Cell first(std::size_t row) const;
  Cell cell(std::size_t row, std::size_t column) const;

  /// The column from top to bottom.
  std::vector<std::string_view> cells(std::size_t column) const;

 private:
  const TextTable* table_;
  std::string_view field_;
  std::vector<std::size_t> columns_;
};

/// Collects what is noteworthy about one row.
class RowIssues {
 public:
  RowIssues() = default;
  explicit RowIssues(RecordRef record) : record_(record) {}

  /// With the effect the reason has by default, or another.
  void add(std::string_view header, std::string_view reason);
  void add(std::string_view header, std::string_view reason, Outcome effect,
           std::string detail = {});
  /// Leaves only this one.
  void replace_all(std::string_view header, std::string_view reason);

  RecordRef record() const { return record_; }
  Outcome outcome() const { return outcome_of(issues_); }
  const std::vector<Issue>& issues() const { return issues_; }

 private:
  RecordRef record_;
  std::vector<Issue> issues_;
};

/// Registers the table, with the notes on the file and the rows that could not be read as text.
SourceId open_source(const TextTable& table, std::string role, Ledger& ledger);

/// Ends a row: its issues and its outcome.
void close_row(const RowIssues& row, Ledger& ledger);

/// @throws InputError "missing_columns" naming those of `fields` the table does not have.
void require_columns(const TextTable& table, const TableSchema& schema,
                     const std::vector<std::string_view>& fields);

/// @throws InputError "date_order" if a column of dates proves another order than the declared one.
void require_date_order(const TextTable& table, const FieldColumns& dates, std::string_view order);

}  // namespace rawan::io
