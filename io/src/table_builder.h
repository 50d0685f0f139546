#pragma once

#include "column_plan.h"
#include "raw_record.h"
#include "rawan/io/table.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rawan::io {

/// What a format is strict about.
struct BuilderRules {
  bool fixed_width = true;  ///< A record with fewer cells than the header is damaged.
  bool fill_down = false;
  bool comma_separated = false;  ///< Watch for decimal commas that cut numbers in two.
};

/// Turns records below the header into rows of a TextTable. Only cells of kept columns are ever
/// copied.
class TableBuilder {
 public:
  TableBuilder(ColumnPlan plan, const TableSchema& schema, BuilderRules rules, Place place);

  /// Adds one record below the header; blank ones are counted and left out.
  /// @throws InputError "empty_header" if a column without a name holds values.
  void add(const RawRecord& record, const std::optional<GeoPoint>& where = {});

  void note(TableNote note) { table_.notes.push_back(std::move(note)); }
  void reserve(std::size_t bytes);

  /// @throws InputError "decimal_comma", "empty_header" if nearly all rows go on in one column
  ///         beside the header.
  TextTable finish();

 private:
  /// Rows that fill a column beside the header.
  struct Surplus {
    std::uint64_t rows = 0;
    std::uint64_t first = 0;  ///< The line of the first one.
  };

  std::string_view damage(const RawRecord& record);
  std::string_view not_a_row(const RawRecord& record);
  bool fills_like_a_row(const RawRecord& record) const;
  std::string_view wrong_width(const RawRecord& record);
  std::string_view flaw_of_kept(const RawRecord& record) const;
  bool repeats_header(const RawRecord& record) const;
  void expect_nameless_empty(const RawRecord& record) const;
  [[noreturn]] void refuse_nameless(std::size_t column, std::uint64_t line) const;
  void count_surplus(const RawRecord& record);
  void refuse_surplus() const;
  void store(const RawRecord& record);
  void store_choice(std::size_t column, std::string_view text);
  void store_filled(std::size_t kept, std::string_view text);
  void settle_choices();
  void note_counts();

  ColumnPlan plan_;
  BuilderRules rules_;
  Place place_;
  TextTable table_;
  std::vector<bool> no_choice_;    ///< Per file column: a value was neither 0 nor 1.
  std::vector<std::string> last_;  ///< Per kept column, for `fill_down`.
  std::vector<bool> fills_;
  std::uint64_t blank_ = 0;
  std::uint64_t filled_ = 0;
  std::uint64_t extra_separators_ = 0;
  std::uint64_t cut_numbers_ = 0;
  std::uint64_t first_cut_ = 0;
  std::uint64_t records_ = 0;
  std::uint64_t long_rows_ = 0;
  std::vector<Surplus> surplus_;  ///< Per column beside the header, where cells have columns.
  std::size_t least_filled_ = 0;  ///< Kept cells of the emptiest row so far.
  bool below_total_ = false;
};

}  // namespace rawan::io
