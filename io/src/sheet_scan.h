#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// Cells made one, all ends included; rows and columns count from 1.
struct MergedRange {
  std::uint32_t first_row = 0;
  std::uint32_t last_row = 0;
  std::uint32_t first_column = 0;
  std::uint32_t last_column = 0;
};

/// "BC12"; false if it is none.
bool parse_cell_name(std::string_view name, std::uint32_t& column, std::uint32_t& row);

/// Counts the rows of a sheet by its tags alone, as bytes stream by: no XML parser, no cell is
/// decoded. A row counts if some value in it is more than white space, or a formula in it has no
/// value. Also notes the merged ranges, which come after the rows.
class SheetScan {
 public:
  void take(std::string_view piece);

  /// False unless the rows came to their proper end.
  bool complete() const { return ended_ && !in_row_; }
  std::uint64_t rows_below(std::uint64_t line) const;
  const std::vector<MergedRange>& merged() const { return merged_; }

 private:
  void take_tag(std::string_view tag);
  void open_tag(std::string_view name, std::string_view tag, bool empty);
  void close_tag(std::string_view name);
  void end_cell();

  std::string tag_;
  bool in_tag_ = false;
  bool in_row_ = false;
  bool in_value_ = false;
  bool filled_ = false;
  bool formula_ = false;
  bool valued_ = false;
  bool ended_ = false;
  std::uint64_t row_ = 0;
  std::vector<std::uint64_t> rows_;
  std::vector<MergedRange> merged_;
};

}  // namespace rawan::io
