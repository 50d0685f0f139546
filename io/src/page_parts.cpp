#include "page_parts.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cctype>

namespace rawan::io {
namespace {

bool is_anchor(std::string_view text) {
  return std::ranges::all_of(
      text, [](unsigned char c) { return c < 0x80 && (std::isalnum(c) != 0 || c == '-'); });
}

void expect_link(const Link& link) {
  const std::string_view target = link.target;
  const bool inside = target.starts_with("#") && is_anchor(target.substr(1));
  expects(inside || target.starts_with("geo:") || target.starts_with("tel:"),
          "links lead to places, telephones and anchors");
  const bool plain = std::ranges::all_of(
      target, [](unsigned char c) { return c > 0x20 && c < 0x7F && c != '\'' && c != '\\'; });
  expects(plain, "targets of links are plain");
}

void expect_block(const Heading& heading) {
  expects(heading.level >= 2 && heading.level <= 4, "headings have level 2 to 4");
  expects(is_anchor(heading.anchor), "an anchor is of letters, digits and -");
}

void expect_intervals(const IntervalColumn& column, std::size_t rows) {
  expects(column.low < column.high, "a scale has two ends");
  expects(column.rows.size() == rows, "an interval, or none, of each row");
  for (const auto& row : column.rows) {
    if (!row) continue;
    const double middle = row->middle.value_or(row->low);
    expects(column.low <= row->low && row->low <= middle && middle <= row->high &&
                row->high <= column.high,
            "an interval lies on its scale");
  }
}

void expect_block(const Table& table) {
  expects(!table.columns.empty(), "a table has columns");
  for (const auto& row : table.rows) {
    expects(row.size() == table.columns.size(), "one cell per column");
  }
  expects(table.groups.empty() || table.groups.size() == table.rows.size(),
          "a group of each row, or of none");
  if (table.intervals) expect_intervals(*table.intervals, table.rows.size());
}

void expect_block(const Links& links) {
  for (const Link& link : links.links) expect_link(link);
}

void expect_block(const Card& card) {
  for (const Link& link : card.links) expect_link(link);
}

template <class Other>
void expect_block(const Other&) {}

}  // namespace

void expect_sound(const Document& document) {
  expects(!document.title.empty() && is_anchor(document.language) && !document.language.empty(),
          "a document has a title and a language");
  for (const Block& block : document.blocks) {
    std::visit([](const auto& known) { expect_block(known); }, block);
  }
}

std::string page_text(const PageWords& words, int page, int pages) {
  std::string text = words.page;
  const auto put = [&](std::string_view name, int number) {
    const auto at = text.find(name);
    if (at != std::string::npos) text.replace(at, name.size(), std::to_string(number));
  };
  put("{page}", page);
  put("{pages}", pages);
  return text;
}

}  // namespace rawan::io
