#include "personal_words.h"
#include "row_reader.h"
#include "sheet_clock.h"

#include <algorithm>
#include <array>

namespace rawan::io {
namespace {

constexpr std::int64_t kMostStops = 1000;
constexpr std::size_t kLongestRemark = 1000;
constexpr std::array<std::string_view, 10> kYes{"ya", "yes",  "y",     "x",      "v",
                                                "1",  "true", "sudah", "\u2713", "\u2714"};
constexpr std::array<std::string_view, 6> kNo{"tidak", "no", "0", "false", "belum", "-"};

std::string in_small_letters(std::string_view text) {
  std::string small(text);
  std::ranges::transform(small, small.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return small;
}

/// A mark people put into a column, such as "ya" or "x"; an empty cell says no.
bool mark(RowReader& reader, std::string_view field) {
  const Cell cell = reader.cell(field);
  if (cell.text.empty()) return false;
  const std::string text = in_small_letters(cell.text);
  if (std::ranges::find(kYes, text) != kYes.end()) return true;
  if (std::ranges::find(kNo, text) == kNo.end()) reader.issues().add(cell.header, "mark_invalid");
  return false;
}

/// Times are computed anew, so one that cannot be read harms nothing.
std::optional<Minutes> told_time(RowReader& reader, std::string_view field) {
  const Cell cell = reader.cell(field);
  const auto time = sheet_clock(cell.text);
  if (!time && !cell.text.empty()) reader.issues().add(cell.header, "time_not_followed");
  return time;
}

/// What officers wrote, unless it may name or number a person.
std::string remark(RowReader& reader) {
  const Cell cell = reader.cell("remarks");
  if (has_personal_words(cell.text) || has_personal_number(cell.text)) {
    reader.issues().add(cell.header, "remark_withheld");
    return {};
  }
  if (cell.text.size() > kLongestRemark) {
    reader.issues().add(cell.header, "remark_too_long");
    return {};
  }
  return std::string(cell.text);
}

Override read_override(RowReader& reader) {
  Override row;
  row.source = reader.issues().record();
  row.plan = reader.text("plan", true);
  row.date = reader.day("date", true, true).value_or(Day{});
  row.squad_id = reader.text("squad_id", true);
  row.stop_id = reader.text("stop_id", true);
  row.shift_code = reader.text("shift_code");
  row.village_code = reader.text("village_code");
  row.order = static_cast<std::int32_t>(reader.whole("order", kMostStops, true).value_or(0));
  row.start = told_time(reader, "start");
  row.end = told_time(reader, "end");
  row.skip = mark(reader, "skip");
  row.done = mark(reader, "done");
  row.remarks = remark(reader);
  if (row.skip && row.done) reader.issues().add(reader.cell("done").header, "skip_and_done");
  row.is_kept = reader.is_kept();
  return row;
}

}  // namespace

OverrideSheet judge_overrides(const TextTable& table, const TableContext& context, Ledger& ledger) {
  OverrideSheet sheet;
  sheet.source = open_source(table, "overrides", ledger);
  require_columns(table, *find_schema("overrides"),
                  {"plan", "date", "squad_id", "stop_id", "order"});
  RowReader reader(table, "overrides", context.source->date_order, context.rules.as_of,
                   sheet.source);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    reader.go_to(row);
    sheet.rows.push_back(read_override(reader));
    close_row(reader.issues(), ledger);
    if (row > 0) continue;
    sheet.plan_header = reader.cell("plan").header;
    sheet.date_header = reader.cell("date").header;
    sheet.squad_header = reader.cell("squad_id").header;
    sheet.stop_header = reader.cell("stop_id").header;
    sheet.start_header = reader.cell("start").header;
    sheet.order_header = reader.cell("order").header;
  }
  return sheet;
}

}  // namespace rawan::io
