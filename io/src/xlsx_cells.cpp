#include "xlsx_cells.h"

#include "plain_text.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>

namespace rawan::io {
namespace {

constexpr std::size_t kLongestTab = 31;

XlsxCell date_cell(const std::string& text) {
  using namespace std::chrono;
  const auto number = [&](std::size_t from, std::size_t count) {
    int value = 0;
    std::from_chars(text.data() + from, text.data() + from + count, value);
    return value;
  };
  const sys_days day = year(number(0, 4)) / month(static_cast<unsigned>(number(5, 2))) /
                       std::chrono::day(static_cast<unsigned>(number(8, 2)));
  const auto serial = (day - sys_days(year(1899) / 12 / 30)).count();
  constexpr int kFirstTrueSerial = 61;  // 1900 had no 29 February, Excel thinks it had
  if (serial < kFirstTrueSerial) return text;
  return XlsxDate{static_cast<double>(serial)};
}

XlsxCell cell(std::int64_t value, Column::Kind kind) {
  constexpr std::int64_t kExact = std::int64_t{1} << 53U;
  if (kind == Column::Kind::boolean) return XlsxBoolean{value != 0};
  if (std::llabs(value) > kExact) return std::to_string(value);
  return static_cast<double>(value);
}
XlsxCell cell(double value, Column::Kind /*kind*/) {
  return value;
}
XlsxCell cell(const std::string& value, Column::Kind kind) {
  if (kind == Column::Kind::date) return date_cell(value);
  std::string text = without_controls(value);
  if (text.empty()) return std::monostate();
  return text;
}

bool starts_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

std::string shortened(std::string_view text, std::size_t longest) {
  std::size_t end = text.size();
  while (utf16_length(text.substr(0, end)) > longest) {
    do --end;
    while (!starts_character(text[end]));
  }
  return std::string(text.substr(0, end));
}

std::string without_forbidden(std::string_view title) {
  std::string name = without_controls(title);
  for (char& c : name) {
    if (std::string_view("[]:*?/\\\n\t").find(c) != std::string_view::npos) c = '-';
  }
  while (name.starts_with('\'')) name.erase(0, 1);
  name = shortened(name, kLongestTab);
  while (name.ends_with('\'') || name.ends_with(' ')) name.pop_back();
  return name.empty() ? "-" : name;
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

}  // namespace

XlsxCell xlsx_cell(const Column& column, std::size_t row) {
  return std::visit(
      [&](const auto& values) -> XlsxCell {
        if (!values[row]) return std::monostate();
        return cell(*values[row], column.kind);
      },
      column.values);
}

std::size_t utf16_length(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) {
    if (!starts_character(c)) continue;
    units += static_cast<unsigned char>(c) >= 0xF0U ? 2 : 1;
  }
  return units;
}

std::vector<std::string> tab_names(std::span<const std::string> titles) {
  std::vector<std::string> names;
  std::vector<std::string> taken;
  for (const std::string& title : titles) {
    const std::string base = without_forbidden(title);
    std::string name = base;
    for (int repeat = 2; std::ranges::find(taken, lower(name)) != taken.end(); ++repeat) {
      const std::string suffix = " " + std::to_string(repeat);
      name = shortened(base, kLongestTab - suffix.size()) + suffix;
    }
    taken.push_back(lower(name));
    names.push_back(name);
  }
  return names;
}

}  // namespace rawan::io
