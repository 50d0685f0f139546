#include "sheet_rows.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace rawan::io {
namespace {

constexpr std::uint32_t kMostSheetColumns = 16'384;
constexpr std::uint64_t kMostSheetRows = 1'048'576;
constexpr std::uint64_t kWidestGap = 100'000;

/// "A" of 1, "AA" of 27: what the sheet shows above a column.
std::string column_letters(std::uint32_t column) {
  constexpr std::uint32_t kLetters = 26;
  std::string letters;
  for (; column > 0; column = (column - 1) / kLetters) {
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % kLetters));
  }
  return letters;
}

bool has_ink(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") != std::string_view::npos;
}

}  // namespace

SheetRows::SheetRows(const SheetContext& context, std::function<bool(const RawRecord&)> sink,
                     Place place)
    : context_(context),
      sink_(std::move(sink)),
      place_(std::move(place)),
      xml_({.open = [this](std::string_view name,
                           const XmlAttributes& attributes) { open(name, attributes); },
            .close = [this](std::string_view name) { close(name); },
            .text =
                [this](std::string_view piece) {
                  if (in_value_) append(value_, piece);
                }}) {}

void SheetRows::refuse(const char* code) const {
  Place where = place_;
  if (row_ > 0) where.row = row_;
  throw InputError(code, where);
}

bool SheetRows::feed(std::string_view piece) {
  if (!xml_.feed(piece)) refuse("damaged");
  return wanted_;
}

void SheetRows::finish() {
  if (!xml_.finish()) refuse("sheet_truncated");
}

void SheetRows::open(std::string_view name, const XmlAttributes& attributes) {
  if (name == "row") {
    open_row(attributes["r"]);
  } else if (name == "c") {
    open_cell(attributes);
  } else if (name == "f") {
    has_formula_ = true;
  } else if (name == "rPh") {
    ++phonetic_;
  } else if ((name == "v" || name == "t") && phonetic_ == 0) {
    has_value_ = true;
    in_value_ = true;
  }
}

void SheetRows::close(std::string_view name) {
  if (name == "v" || name == "t") in_value_ = false;
  if (name == "rPh") --phonetic_;
  if (name == "c") close_cell();
  if (name == "row") close_row();
}

void SheetRows::open_row(std::string_view number) {
  std::uint64_t row = row_ + 1;
  if (!number.empty()) {
    const auto result = std::from_chars(number.data(), number.data() + number.size(), row);
    if (result.ec != std::errc{}) refuse("row_number");
  }
  if (row <= row_ || row > kMostSheetRows) refuse("row_number");
  row_ = row;
  row_filled_ = false;
  column_ = 0;
  row_bytes_.clear();
  spans_.clear();
  record_.cell_flaws.clear();
}

void SheetRows::open_cell(const XmlAttributes& attributes) {
  const std::string_view name = attributes["r"];
  std::uint32_t column = column_ + 1;
  std::uint32_t row = 0;
  if (!name.empty() && !parse_cell_name(name, column, row)) refuse("row_number");
  if (column <= column_ || column > kMostSheetColumns) refuse("row_number");
  column_ = column;
  type_ = attributes["t"];
  const std::string_view style = attributes["s"];
  style_ = 0;
  std::from_chars(style.data(), style.data() + style.size(), style_);
  value_.clear();
  has_value_ = false;
  has_formula_ = false;
}

void SheetRows::store(std::string_view text) {
  spans_.resize(column_);
  spans_.back() = {row_bytes_.size(), text.size()};
  append(row_bytes_, text);
}

std::string_view SheetRows::shared(std::string_view index) const {
  std::size_t i = 0;
  const auto result = std::from_chars(index.data(), index.data() + index.size(), i);
  if (result.ec != std::errc{} || i >= context_.texts.size()) refuse("damaged");
  return context_.texts[i];
}

void SheetRows::store_number(std::string_view text) {
  double value = 0.0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc{} || result.ptr != text.data() + text.size()) {
    store(text);
    return;
  }
  const bool styled = style_ < context_.formats.size();
  const NumberFormat format = styled ? context_.formats[style_] : NumberFormat::number;
  store(serial_text(value, format, context_.epoch_1904));
}

void SheetRows::refuse_formula() const {
  Place where = place_;
  where.row = row_;
  where.column = column_letters(column_);
  throw InputError("formula_in_cell", where);
}

void SheetRows::close_cell() {
  const std::string_view text = as_text(value_);
  if (has_formula_ && context_.refuses_formulas) refuse_formula();
  if (has_formula_ && !has_value_) {
    record_.cell_flaws.push_back({column_ - 1, "formula_no_value"});
    row_filled_ = true;
    return;
  }
  if (!has_ink(text)) return;
  row_filled_ = true;
  if (type_ == "e") {
    record_.cell_flaws.push_back({column_ - 1, "cell_error"});
  } else if (type_ == "s") {
    store(shared(text));
  } else if (type_ == "b") {
    store(text == "1" ? "true" : "false");
  } else if (type_.empty() || type_ == "n") {
    store_number(text);
  } else {
    store(text);
  }
}

void SheetRows::add_merged_flaws() {
  for (const MergedRange& range : context_.merged) {
    if (row_ < range.first_row || row_ > range.last_row) continue;
    const std::uint32_t last = std::min(range.last_column, kMostSheetColumns);
    for (std::uint32_t column = range.first_column; column <= last; ++column) {
      if (row_ == range.first_row && column == range.first_column) continue;
      record_.cell_flaws.push_back({column - 1, "merged_cell"});
    }
  }
}

void SheetRows::close_row() {
  record_.line = row_;
  record_.blank = !row_filled_;
  record_.flaw = {};
  record_.cells.clear();
  if (row_filled_) {
    if (row_ - last_filled_ > kWidestGap) refuse("sparse_gap");
    last_filled_ = row_;
    add_merged_flaws();
  }
  for (const Span& span : spans_) {
    record_.cells.push_back(as_text(row_bytes_).substr(span.offset, span.length));
    if (span.length > CellText::kLongest) record_.flaw = "field_too_long";
  }
  if (wanted_) wanted_ = sink_(record_);
}

}  // namespace rawan::io
