#pragma once

#include "cell_values.h"
#include "raw_record.h"
#include "rawan/io/error.h"
#include "sheet_scan.h"
#include "wiped.h"
#include "workbook.h"
#include "xml_stream.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rawan::io {

/// What cells of a sheet refer to.
struct SheetContext {
  const SharedTexts& texts;
  const std::vector<NumberFormat>& formats;
  bool epoch_1904 = false;
  const std::vector<MergedRange>& merged;
  bool refuses_formulas = false;  ///< "formula_in_cell" ends the reading.
};

/// Cuts the XML of a sheet into records, one per row element, with the row's number as the line.
/// Numbers become their shortest text, dates and times ISO texts, truth values true and false.
///
/// Flaws of cells: "cell_error", "formula_no_value", "merged_cell" (covered by a merged range and
/// not its first cell).
class SheetRows {
 public:
  /// @param sink takes each record; false: no more is wanted.
  SheetRows(const SheetContext& context, std::function<bool(const RawRecord&)> sink, Place place);

  /// False: no more is wanted. @throws InputError "sheet_truncated" (XML that ends too early),
  /// "damaged" (XML that is broken), "row_number" (impossible row or column), "sparse_gap" (over
  /// 100,000 rows without any value).
  bool feed(std::string_view piece);
  void finish();

 private:
  struct Span {
    std::size_t offset = 0;
    std::size_t length = 0;
  };

  void open(std::string_view name, const XmlAttributes& attributes);
  void close(std::string_view name);
  void open_row(std::string_view number);
  void open_cell(const XmlAttributes& attributes);
  void close_cell();
  void close_row();
  void store(std::string_view text);
  std::string_view shared(std::string_view index) const;
  void store_number(std::string_view text);
  void add_merged_flaws();
  [[noreturn]] void refuse(const char* code) const;
  [[noreturn]] void refuse_formula() const;

  SheetContext context_;
  std::function<bool(const RawRecord&)> sink_;
  Place place_;
  XmlStream xml_;
  bool wanted_ = true;

  std::uint64_t row_ = 0;
  std::uint64_t last_filled_ = 0;
  bool row_filled_ = false;
  WipedBytes row_bytes_;
  std::vector<Span> spans_;
  RawRecord record_;

  std::uint32_t column_ = 0;  ///< From 1.
  std::string type_;
  std::size_t style_ = 0;
  WipedBytes value_;
  bool in_value_ = false;
  int phonetic_ = 0;
  bool has_value_ = false;
  bool has_formula_ = false;
};

}  // namespace rawan::io
