#include "layer_check.h"
#include "output_file.h"
#include "plain_text.h"
#include "rawan/algorithms/contract.h"
#include "rawan/io/writers.h"

#include <algorithm>
#include <array>

namespace rawan::io {
namespace {

constexpr char kSeparator = ';';
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// What a spreadsheet may skip before it looks for a formula.
constexpr std::array<std::string_view, 10> kSkipped{
    " ", "\"", "'", ";", ",", "|", "\xEF\xBB\xBF", "\xC2\xA0", "\xE2\x80\x8B", "\xE3\x80\x80"};

/// What starts a formula or hides one: ASCII and full-width.
constexpr std::array<std::string_view, 11> kStarts{
    "=",           "+", "-", "@", "\t", "\r", "\n", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
    "\xEF\xBC\xA0"};

template <std::size_t N>
std::size_t prefix_length(std::string_view text, const std::array<std::string_view, N>& list) {
  const auto found =
      std::ranges::find_if(list, [&](std::string_view prefix) { return text.starts_with(prefix); });
  return found == list.end() ? 0 : found->size();
}

bool could_be_formula(std::string_view text) {
  while (const std::size_t length = prefix_length(text, kSkipped)) text.remove_prefix(length);
  return prefix_length(text, kStarts) > 0;
}

bool needs_quotes(std::string_view text) {
  return text.empty() || text.find_first_of(";\"\r\n") != std::string_view::npos ||
         text.front() == ' ' || text.back() == ' ';
}

/// RFC 4180; an empty text is "" so that it differs from no value.
std::string in_quotes(std::string_view text) {
  if (!needs_quotes(text)) return std::string(text);
  std::string cell = "\"";
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + '"';
}

class Cells {
 public:
  explicit Cells(bool decimal_comma) : decimal_comma_(decimal_comma) {}

  std::string operator()(std::int64_t value, const Column& /*column*/) const {
    return std::to_string(value);
  }
  std::string operator()(double value, const Column& column) const {
    std::string text = decimal(value, column.decimals);
    if (decimal_comma_) std::ranges::replace(text, '.', ',');
    return text;
  }
  std::string operator()(const std::string& value, const Column& /*column*/) const {
    return in_quotes(could_be_formula(value) ? "'" + value : value);
  }

 private:
  bool decimal_comma_;
};

std::string cell_text(const Column& column, std::size_t row, const Cells& cells) {
  return std::visit(
      [&](const auto& values) { return values[row] ? cells(*values[row], column) : std::string(); },
      column.values);
}

template <class Text>
std::string line_of(const Layer& table, Text&& text) {
  std::string line;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (c > 0) line += kSeparator;
    line += text(table.columns[c]);
  }
  return line + "\r\n";
}

}  // namespace

void write_csv(const std::string& path, const Layer& table, bool decimal_comma) {
  check_layer(table);
  expects(!table.columns.empty(), "a table has columns");
  const Cells cells(decimal_comma);
  std::string text(kByteOrderMark);
  text += line_of(table, [](const Column& column) { return column.name; });
  for (std::size_t row = 0; row < table.size(); ++row) {
    text += line_of(table, [&](const Column& column) { return cell_text(column, row, cells); });
  }
  write_bytes(path, text);
}

}  // namespace rawan::io
