#pragma once

#include "code_lookup.h"
#include "parse_coordinate.h"
#include "parse_date.h"
#include "parse_number.h"
#include "parse_village.h"
#include "rawan/io/judge_tables.h"
#include "table_columns.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// Reads the fields of one row after another of a small table, noting what is wrong with them.
/// A field that is needed and cannot be read rejects the row; another one is left out with a note.
class RowReader {
 public:
  RowReader(const TextTable& table, std::string_view schema, std::string_view date_order, Day as_of,
            SourceId source);

  /// Goes to the row; its issues begin anew.
  void go_to(std::size_t row);

  RowIssues& issues() { return issues_; }
  bool is_kept() const { return issues_.outcome() <= Outcome::repaired; }

  Cell cell(std::string_view field);
  /// The cell, or an empty one if the schema has no such field.
  Cell optional_cell(std::string_view field);
  std::vector<std::string_view> column(std::string_view field);

  std::string text(std::string_view field, bool is_needed = false);
  std::optional<std::size_t> code(std::string_view field, std::string_view list,
                                  bool is_needed = false);
  /// Zero or more, at most `most`.
  std::optional<std::int64_t> whole(std::string_view field, std::int64_t most,
                                    bool is_needed = false);
  std::optional<double> real(std::string_view field);
  std::optional<Day> day(std::string_view field, bool may_lie_ahead, bool is_needed = false);
  std::optional<GeoPoint> point(const CoordinateArea& area, bool is_needed);
  std::optional<VillageId> village(VillageFinder& finder);

 private:
  FieldColumns& columns(std::string_view field);

  const TextTable* table_;
  const TableSchema* schema_;
  DateOrder order_;
  Day as_of_;
  SourceId source_;
  std::size_t row_ = 0;
  RowIssues issues_;
  std::map<std::string_view, FieldColumns> columns_;
  std::map<std::string_view, CodeLookup> lookups_;
  std::map<std::string_view, DecimalMark> marks_;
};

/// The finder of a small table with the columns `village_code`, `village_name`, `district_name`.
VillageFinder finder_of(RowReader& reader, const TextTable& table, const TableContext& context);

}  // namespace rawan::io
