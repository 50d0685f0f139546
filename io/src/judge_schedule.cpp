#include "parse_date.h"
#include "row_reader.h"

#include <charconv>

namespace rawan::io {
namespace {

constexpr std::int64_t kMostStops = 1000;
constexpr std::int32_t kDayMinutes = 1440;

/// A time of a spreadsheet: a share of the day, such as 0.3125. A clock has two digits of hours.
std::optional<Minutes> share_of_day(std::string_view text) {
  if (!text.starts_with("0.")) return std::nullopt;
  double share = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), share);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return Minutes(static_cast<std::int32_t>(share * kDayMinutes + 0.5));
}

/// "07.30", "7:30", "01.00 (+1 hari)", "1899-12-31T07:30:00" or a share of the day.
std::optional<Minutes> time_of(std::string_view text) {
  if (const auto share = share_of_day(text)) return share;
  const bool next_day = text.find("+1") != std::string_view::npos;
  if (next_day) text = text.substr(0, text.find('('));
  if (const std::size_t clock = text.find('T'); clock != std::string_view::npos) {
    text.remove_prefix(clock + 1);
  }
  const auto clock = parse_clock(text);
  if (!clock) return std::nullopt;
  const auto minutes = std::chrono::duration_cast<Minutes>(clock->since_midnight);
  return minutes + Minutes(next_day ? kDayMinutes : 0);
}

Minutes needed_time(RowReader& reader, std::string_view field) {
  const Cell cell = reader.cell(field);
  if (cell.text.empty()) {
    reader.issues().add(cell.header, "missing_value");
    return {};
  }
  const auto time = time_of(cell.text);
  if (!time) reader.issues().add(cell.header, "time_invalid");
  return time.value_or(Minutes{});
}

ScheduledVisit read_visit(RowReader& reader) {
  ScheduledVisit visit;
  visit.source = reader.issues().record();
  visit.date = reader.day("date", true, true).value_or(Day{});
  visit.squad_id = reader.text("squad_id", true);
  visit.order = static_cast<std::int32_t>(reader.whole("order", kMostStops, true).value_or(0));
  visit.stop_id = reader.text("stop_id", true);
  visit.start = needed_time(reader, "start");
  visit.end = needed_time(reader, "end");
  return visit;
}

}  // namespace

std::vector<ScheduledVisit> judge_schedule(const TextTable& table, const TableContext& context,
                                           Ledger& ledger) {
  const SourceId source = open_source(table, "schedule", ledger);
  require_columns(table, *find_schema("schedule"),
                  {"date", "squad_id", "order", "stop_id", "start", "end"});
  RowReader reader(table, "schedule", context.source->date_order, context.rules.as_of, source);
  std::vector<ScheduledVisit> visits;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    reader.go_to(row);
    ScheduledVisit visit = read_visit(reader);
    close_row(reader.issues(), ledger);
    if (reader.is_kept()) visits.push_back(std::move(visit));
  }
  return visits;
}

}  // namespace rawan::io
