#include "table_builder.h"

#include "row_words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace rawan::io {
namespace {

/// 1 chosen, 0 not chosen or not asked, -1 neither.
int truth_of(std::string_view text) {
  std::string lower;
  if (text.size() > 5) return -1;
  for (const unsigned char c : text) lower.push_back(static_cast<char>(std::tolower(c)));
  if (lower.empty() || lower == "0" || lower == "false") return 0;
  return lower == "1" || lower == "true" ? 1 : -1;
}

bool is_digits(std::string_view text) {
  text = trim(text);
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Two whole numbers side by side: what a decimal comma leaves of one number.
bool has_number_pair(const RawRecord& record) {
  return std::ranges::adjacent_find(record.cells, [](std::string_view a, std::string_view b) {
           return is_digits(a) && is_digits(b);
         }) != record.cells.end();
}

bool is_kept(const PlannedColumn& column) {
  using enum PlannedColumn::Kind;
  return column.kind == keep || column.kind == choice;
}

bool is_district(std::string_view field) {
  constexpr std::array<std::string_view, 3> names{"district_name", "district", "kecamatan"};
  return std::ranges::find(names, field) != names.end();
}

}  // namespace

TableBuilder::TableBuilder(ColumnPlan plan, const TableSchema& schema, BuilderRules rules,
                           Place place)
    : plan_(std::move(plan)),
      rules_(rules),
      place_(std::move(place)),
      no_choice_(plan_.columns.size(), false),
      last_(plan_.fields.size()) {
  table_.file = place_.file;
  table_.layer = place_.layer;
  table_.fields = plan_.fields;
  table_.headers = plan_.headers;
  table_.forbidden_headers = plan_.forbidden;
  table_.unread_headers = plan_.unread;
  table_.unknown_headers = plan_.unknown;
  for (const std::size_t field : plan_.fields) {
    fills_.push_back(rules_.fill_down && is_district(schema.fields[field].name));
  }
}

void TableBuilder::reserve(std::size_t bytes) {
  const std::size_t texts = bytes / 8;
  table_.cells.reserve(texts, bytes);
}

void TableBuilder::count_surplus(const RawRecord& record) {
  ++long_rows_;
  const std::size_t width = plan_.columns.size();
  surplus_.resize(std::max(surplus_.size(), record.cells.size() - width));
  for (std::size_t i = width; i < record.cells.size(); ++i) {
    if (trim(record.cells[i]).empty()) continue;
    Surplus& column = surplus_[i - width];
    if (column.rows++ == 0) column.first = record.line;
  }
}

/// A column that nearly all rows fill belongs to the table, though its header is blank.
void TableBuilder::refuse_surplus() const {
  const std::uint64_t rows = table_.lines.size() + long_rows_;
  for (std::size_t i = 0; i < surplus_.size(); ++i) {
    if (surplus_[i].rows == 0 || surplus_[i].rows * 10 < rows * 9) continue;
    refuse_nameless(plan_.columns.size() + i, surplus_[i].first);
  }
}

/// The reason for which a record with as many or few cells cannot be a row; empty if it can.
std::string_view TableBuilder::wrong_width(const RawRecord& record) {
  const std::size_t width = plan_.columns.size();
  if (record.cells.size() < width) return rules_.fixed_width ? "short_row" : "";
  if (record.cells.size() == width) return {};
  const auto extra = record.cells.begin() + static_cast<std::ptrdiff_t>(width);
  const bool empty = std::all_of(extra, record.cells.end(),
                                 [](std::string_view cell) { return trim(cell).empty(); });
  if (empty) {
    ++extra_separators_;
    return {};
  }
  if (!rules_.fixed_width) count_surplus(record);
  if (rules_.comma_separated && has_number_pair(record) && cut_numbers_++ == 0) {
    first_cut_ = record.line;
  }
  return "long_row";
}

bool TableBuilder::repeats_header(const RawRecord& record) const {
  if (record.cells.size() < plan_.names.size()) return false;
  bool any = false;
  for (std::size_t i = 0; i < plan_.names.size(); ++i) {
    if (trim(record.cells[i]) != plan_.names[i]) return false;
    any = any || !plan_.names[i].empty();
  }
  return any;
}

/// As much as half of the emptiest row so far, and more than names that stand side by side.
bool TableBuilder::fills_like_a_row(const RawRecord& record) const {
  std::size_t filled = 0;
  for (std::size_t i = 0; i < plan_.columns.size() && i < record.cells.size(); ++i) {
    if (is_kept(plan_.columns[i]) && !trim(record.cells[i]).empty()) ++filled;
  }
  const std::size_t known = plan_.fields.size();
  const std::size_t least = std::min(known, std::clamp<std::size_t>((known + 1) / 2, 2, 3));
  return filled >= least && filled * 2 >= least_filled_;
}

std::string_view TableBuilder::not_a_row(const RawRecord& record) {
  if (is_total_row(record)) {
    below_total_ = true;
    return "total_row";
  }
  if (records_ == 1 && is_column_numbers(record)) return "column_numbers";
  if (repeats_header(record)) return "repeated_header";
  if (!below_total_) return {};
  // Sums of a group may stand between rows; below the last one come signatures and notes.
  below_total_ = !fills_like_a_row(record);
  return below_total_ ? "after_total" : "";
}

std::string_view TableBuilder::flaw_of_kept(const RawRecord& record) const {
  for (const CellFlaw& flaw : record.cell_flaws) {
    if (flaw.column >= plan_.columns.size()) continue;
    const PlannedColumn& column = plan_.columns[flaw.column];
    if (!is_kept(column)) continue;
    if (flaw.reason == "merged_cell" && fills_[column.kept]) continue;
    return flaw.reason;
  }
  return {};
}

std::string_view TableBuilder::damage(const RawRecord& record) {
  if (!record.flaw.empty()) return record.flaw;
  if (const std::string_view reason = not_a_row(record); !reason.empty()) return reason;
  if (const std::string_view reason = wrong_width(record); !reason.empty()) return reason;
  return flaw_of_kept(record);
}

void TableBuilder::expect_nameless_empty(const RawRecord& record) const {
  for (std::size_t i = 0; i < plan_.columns.size() && i < record.cells.size(); ++i) {
    if (plan_.columns[i].kind != PlannedColumn::Kind::nameless) continue;
    if (trim(record.cells[i]).empty()) continue;
    refuse_nameless(i, record.line);
  }
}

void TableBuilder::refuse_nameless(std::size_t column, std::uint64_t line) const {
  throw InputError("empty_header", {.file = place_.file, .layer = place_.layer, .row = line},
                   std::to_string(column + 1));
}

void TableBuilder::store_choice(std::size_t column, std::string_view text) {
  const int truth = truth_of(text);
  if (truth < 0) no_choice_[column] = true;
  table_.cells.push_back(truth == 1 ? std::string_view(plan_.columns[column].choice)
                                    : std::string_view{});
}

void TableBuilder::store_filled(std::size_t kept, std::string_view text) {
  if (text.empty() && !last_[kept].empty()) {
    ++filled_;
    table_.cells.push_back(last_[kept]);
    return;
  }
  last_[kept] = text;
  table_.cells.push_back(text);
}

void TableBuilder::store(const RawRecord& record) {
  std::size_t filled = 0;
  for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
    const PlannedColumn& column = plan_.columns[i];
    if (!is_kept(column)) continue;
    const std::string_view text =
        i < record.cells.size() ? trim(record.cells[i]) : std::string_view{};
    if (!text.empty()) ++filled;
    if (column.kind == PlannedColumn::Kind::choice) {
      store_choice(i, text);
    } else if (fills_[column.kept]) {
      store_filled(column.kept, text);
    } else {
      table_.cells.push_back(text);
    }
  }
  least_filled_ = least_filled_ == 0 ? filled : std::min(least_filled_, filled);
}

void TableBuilder::add(const RawRecord& record, const std::optional<GeoPoint>& where) {
  if (record.blank) {
    ++blank_;
    return;
  }
  ++records_;
  const std::string_view reason = damage(record);
  if (!reason.empty()) {
    table_.bad_rows.push_back({record.line, std::string(reason)});
    return;
  }
  expect_nameless_empty(record);
  table_.lines.push_back(record.line);
  table_.geometry.push_back(where);
  store(record);
}

/// Columns that only looked like choices hold something else and go.
void TableBuilder::settle_choices() {
  std::vector<bool> keep(plan_.fields.size(), true);
  for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
    const PlannedColumn& column = plan_.columns[i];
    if (column.kind != PlannedColumn::Kind::choice) continue;
    if (!no_choice_[i]) {
      note({.reason = "choice_column", .column = plan_.names[i]});
      continue;
    }
    keep[column.kept] = false;
    table_.unknown_headers.push_back(plan_.names[i]);
  }
  if (std::ranges::find(keep, false) == keep.end()) return;
  table_.cells.keep(keep);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < keep.size(); ++i) {
    if (!keep[i]) continue;
    table_.fields[kept] = table_.fields[i];
    table_.headers[kept++] = table_.headers[i];
  }
  table_.fields.resize(kept);
  table_.headers.resize(kept);
}

void TableBuilder::note_counts() {
  const auto note_if = [&](const char* reason, std::uint64_t count) {
    if (count > 0) note({.reason = reason, .detail = std::to_string(count)});
  };
  note_if("blank_lines", blank_);
  note_if("extra_separators", extra_separators_);
  note_if("filled_down", filled_);
  for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
    if (plan_.columns[i].kind != PlannedColumn::Kind::nameless) continue;
    note({.reason = "nameless_column", .detail = std::to_string(i + 1)});
  }
  if (records_ == 0) note({.reason = "no_rows"});
}

TextTable TableBuilder::finish() {
  if (cut_numbers_ * 2 > records_) {
    throw InputError("decimal_comma",
                     {.file = place_.file, .layer = place_.layer, .row = first_cut_});
  }
  refuse_surplus();
  settle_choices();
  note_counts();
  const bool located = std::ranges::any_of(table_.geometry, [](const auto& p) { return !!p; });
  if (!located) table_.geometry.clear();
  return std::move(table_);
}

}  // namespace rawan::io
