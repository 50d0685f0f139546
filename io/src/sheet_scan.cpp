#include "sheet_scan.h"

#include <algorithm>
#include <charconv>

namespace rawan::io {
namespace {

constexpr std::size_t kLongestTag = 4096;

std::string_view attribute(std::string_view tag, std::string_view name) {
  const std::string wanted = " " + std::string(name) + "=\"";
  const auto at = tag.find(wanted);
  if (at == std::string_view::npos) return {};
  const auto start = at + wanted.size();
  const auto end = tag.find('"', start);
  return end == std::string_view::npos ? std::string_view{} : tag.substr(start, end - start);
}

std::string_view local_name(std::string_view tag) {
  tag = tag.substr(0, tag.find_first_of(" \t\r\n/"));
  const auto colon = tag.find(':');
  return colon == std::string_view::npos ? tag : tag.substr(colon + 1);
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

}  // namespace

bool parse_cell_name(std::string_view name, std::uint32_t& column, std::uint32_t& row) {
  std::size_t i = 0;
  column = 0;
  for (; i < name.size() && i < 3 && name[i] >= 'A' && name[i] <= 'Z'; ++i) {
    column = column * 26 + static_cast<std::uint32_t>(name[i] - 'A' + 1);
  }
  const auto result = std::from_chars(name.data() + i, name.data() + name.size(), row);
  return i > 0 && result.ec == std::errc{} && result.ptr == name.data() + name.size();
}

void SheetScan::take(std::string_view piece) {
  for (const char c : piece) {
    if (c == '<') {
      in_tag_ = true;
      tag_.clear();
    } else if (c == '>' && in_tag_) {
      in_tag_ = false;
      take_tag(tag_);
    } else if (in_tag_) {
      if (tag_.size() < kLongestTag) tag_.push_back(c);
    } else if (in_value_ && !is_space(c)) {
      filled_ = true;
    }
  }
}

void SheetScan::take_tag(std::string_view tag) {
  if (tag.starts_with('/')) {
    close_tag(local_name(tag.substr(1)));
    return;
  }
  const bool empty = tag.ends_with('/');
  open_tag(local_name(tag), tag, empty);
  if (empty) close_tag(local_name(tag));
}

void SheetScan::open_tag(std::string_view name, std::string_view tag, bool empty) {
  if (name == "row") {
    const std::string_view number = attribute(tag, "r");
    std::uint64_t row = row_ + 1;
    std::from_chars(number.data(), number.data() + number.size(), row);
    row_ = row;
    in_row_ = true;
    filled_ = false;
  } else if (name == "c") {
    formula_ = false;
    valued_ = false;
  } else if (name == "f") {
    formula_ = true;
  } else if (name == "v" || name == "t") {
    valued_ = true;
    in_value_ = in_row_ && !empty;
  } else if (name == "mergeCell") {
    const std::string_view range = attribute(tag, "ref");
    const auto colon = range.find(':');
    MergedRange merged;
    if (colon != std::string_view::npos &&
        parse_cell_name(range.substr(0, colon), merged.first_column, merged.first_row) &&
        parse_cell_name(range.substr(colon + 1), merged.last_column, merged.last_row)) {
      merged_.push_back(merged);
    }
  }
}

void SheetScan::end_cell() {
  if (formula_ && !valued_) filled_ = true;
  formula_ = false;
}

void SheetScan::close_tag(std::string_view name) {
  if (name == "v" || name == "t") in_value_ = false;
  if (name == "c") end_cell();
  if (name == "sheetData") ended_ = true;
  if (name != "row") return;
  if (filled_) rows_.push_back(row_);
  in_row_ = false;
}

std::uint64_t SheetScan::rows_below(std::uint64_t line) const {
  return static_cast<std::uint64_t>(
      std::ranges::count_if(rows_, [&](std::uint64_t row) { return row > line; }));
}

}  // namespace rawan::io
