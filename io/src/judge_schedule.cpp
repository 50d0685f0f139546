#include "row_reader.h"
#include "sheet_clock.h"

namespace rawan::io {
namespace {

constexpr std::int64_t kMostStops = 1000;

Minutes needed_time(RowReader& reader, std::string_view field) {
  const Cell cell = reader.cell(field);
  if (cell.text.empty()) {
    reader.issues().add(cell.header, "missing_value");
    return {};
  }
  const auto time = sheet_clock(cell.text);
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
