#include "csv_scanner.h"

#include "rawan/io/error.h"
#include "rawan/io/table.h"
#include "text_encoding.h"

#include <algorithm>
#include <utility>

namespace rawan::io {
namespace {

bool ends_line(char c) {
  return c == '\n' || c == '\r';
}

std::uint64_t line_breaks(std::string_view text) {
  std::uint64_t breaks = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool first_of_two = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (ends_line(text[i]) && !first_of_two) ++breaks;
  }
  return breaks;
}

}  // namespace

CsvScanner::CsvScanner(std::string_view text, CsvFormat format, std::string file)
    : text_(text), format_(format), file_(std::move(file)) {}

bool CsvScanner::at_end_of_field(std::size_t i) const {
  return i >= text_.size() || text_[i] == format_.separator || ends_line(text_[i]);
}

/// From `position_` to the end of the field; the cell begins at `start`.
void CsvScanner::read_plain(RawRecord& record, std::size_t start) {
  std::size_t i = position_;
  for (; !at_end_of_field(i); ++i) {
    if (text_[i] == '"') record.flaw = "bad_quote";
  }
  position_ = i;
  record.cells.push_back(text_.substr(start, position_ - start));
}

void CsvScanner::read_quoted(RawRecord& record) {
  const std::size_t start = ++position_;
  bool doubled = false;
  for (;;) {
    position_ = text_.find('"', position_);
    if (position_ == std::string_view::npos) {
      throw InputError("unclosed_quote", {.file = file_, .row = record.line});
    }
    if (position_ + 1 >= text_.size() || text_[position_ + 1] != '"') break;
    doubled = true;
    position_ += 2;
  }
  const std::string_view inside = text_.substr(start, position_ - start);
  const std::uint64_t breaks = line_breaks(inside);
  line_ += breaks;
  ++position_;
  if (!at_end_of_field(position_)) {
    // A quote that closes in the middle of a later line has swallowed records.
    if (breaks > 0) throw InputError("unclosed_quote", {.file = file_, .row = record.line});
    record.flaw = "bad_quote";
    read_plain(record, start);
    return;
  }
  if (!doubled) {
    record.cells.push_back(inside);
    return;
  }
  if (used_ == unescaped_.size()) unescaped_.emplace_back();
  WipedBytes& copy = unescaped_[used_++];
  copy.clear();
  for (std::size_t i = 0; i < inside.size(); ++i) {
    copy.push_back(inside[i]);
    if (inside[i] == '"') ++i;
  }
  record.cells.push_back(as_text(copy));
}

void CsvScanner::end_line() {
  if (position_ >= text_.size()) return;
  if (text_[position_] == '\r' && position_ + 1 < text_.size() && text_[position_ + 1] == '\n') {
    ++position_;
  }
  ++position_;
  ++line_;
}

void CsvScanner::judge(RawRecord& record, std::size_t start) const {
  const std::string_view raw = text_.substr(start, position_ - start);
  record.blank = std::ranges::all_of(raw, [&](char c) {
    return c == format_.separator || c == ' ' || c == '\t' || c == '"' || ends_line(c);
  });
  for (const std::string_view cell : record.cells) {
    if (cell.size() > CellText::kLongest) record.flaw = "field_too_long";
  }
  if (format_.may_hold_bad_bytes && !is_utf8(raw)) record.flaw = "encoding";
  if (format_.may_hold_nul && raw.find('\0') != std::string_view::npos) record.flaw = "nul_byte";
}

bool CsvScanner::next(RawRecord& record) {
  if (position_ >= text_.size()) return false;
  record.line = line_;
  record.cells.clear();
  record.cell_flaws.clear();
  record.flaw = {};
  if (!format_.keeps_texts) used_ = 0;
  const std::size_t start = position_;
  for (;;) {
    if (position_ < text_.size() && text_[position_] == '"') {
      read_quoted(record);
    } else {
      read_plain(record, position_);
    }
    if (position_ >= text_.size() || text_[position_] != format_.separator) break;
    ++position_;
  }
  judge(record, start);
  end_line();
  return true;
}

}  // namespace rawan::io
