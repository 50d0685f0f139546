#include "header_row.h"
#include "parse_date.h"
#include "schema_tables.h"
#include "sheet_rows.h"
#include "table_builder.h"
#include "table_reader.h"
#include "workbook_sheet.h"

#include <algorithm>
#include <deque>
#include <utility>

namespace rawan::io {
namespace {

/// Records kept beyond the row they were read from.
class KeptRecords {
 public:
  void add(const RawRecord& record) {
    RawRecord copy = record;
    for (std::string_view& cell : copy.cells) {
      WipedBytes& text = texts_.emplace_back(cell.begin(), cell.end());
      cell = as_text(text);
    }
    records_.push_back(std::move(copy));
  }
  const std::vector<RawRecord>& records() const { return records_; }

 private:
  std::deque<WipedBytes> texts_;
  std::vector<RawRecord> records_;
};

void stream_rows(const Workbook& workbook, const Sheet& sheet, const SheetContext& context,
                 const std::function<bool(const RawRecord&)>& sink, const Place& place) {
  SheetRows rows(context, sink, place);
  bool whole = true;
  workbook.archive.stream(sheet.member, [&](std::string_view piece) {
    whole = rows.feed(piece);
    return whole;
  });
  if (whole) rows.finish();
}

HeaderRow header_of(const Workbook& workbook, const Sheet& sheet, const SheetContext& context,
                    const TableRequest& request, const Place& place) {
  KeptRecords first;
  const auto take = [&](const RawRecord& record) {
    if (!record.blank) first.add(record);
    return first.records().size() < kHeaderSearch;
  };
  stream_rows(workbook, sheet, context, take, place);
  const auto header = find_header(first.records(), request.schema, request.matcher);
  if (!header) throw header_missing(first.records(), request.schema, request.matcher, place);
  return *header;
}

/// Columns of the file that hold dates.
std::vector<std::size_t> date_columns(const ColumnPlan& plan, const TableSchema& schema) {
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    if (plan.columns[i].kind != PlannedColumn::Kind::keep) continue;
    const FieldType type = schema.fields[plan.fields[plan.columns[i].kept]].type;
    if (type == FieldType::date || type == FieldType::datetime) columns.push_back(i);
  }
  return columns;
}

/// A number that no style makes a date would be read as a day since 1900.
std::vector<CellFlaw> bare_serials(const RawRecord& record, const std::vector<std::size_t>& dates) {
  std::vector<CellFlaw> flaws;
  for (const std::size_t column : dates) {
    if (column >= record.cells.size()) break;
    const auto moment = parse_moment(trim(record.cells[column]), DateOrder::dmy);
    if (moment && moment->reason == "date_serial") flaws.push_back({column, "date_ambiguous"});
  }
  return flaws;
}

void add_notes(TableBuilder& builder, const Workbook& workbook, const ChosenSheet& chosen,
               const HeaderRow& header) {
  if (workbook.epoch_1904) builder.note({.reason = "epoch_1904"});
  if (workbook.has_macros) builder.note({.reason = "macros_ignored"});
  if (workbook.has_links) builder.note({.reason = "links_ignored"});
  if (chosen.sheet.hidden) builder.note({.reason = "hidden_sheet"});
  if (chosen.skipped_empty) builder.note({.reason = "empty_sheets"});
  for (TableNote& note : header_notes(header, 1)) builder.note(std::move(note));
}

}  // namespace

TextTable read_workbook(const TableRequest& request) {
  const Workbook workbook = open_workbook(request.path);
  const ChosenSheet chosen = choose_sheet(workbook, request.options.layer, request.path);
  const Place place{.file = request.path, .layer = chosen.sheet.name};
  const SharedTexts texts = shared_texts(workbook, request.path);
  const std::vector<NumberFormat> formats = cell_formats(workbook, request.path);
  const SheetContext context{texts, formats, workbook.epoch_1904, chosen.scan.merged(),
                             refuses_formulas(request.schema)};
  const HeaderRow header = header_of(workbook, chosen.sheet, context, request, place);

  const ColumnPlan plan = plan_columns(header.names, request.schema, request.matcher, place);
  const auto dates =
      workbook.epoch_1904 ? date_columns(plan, request.schema) : std::vector<std::size_t>{};
  TableBuilder builder(plan, request.schema,
                       {.fixed_width = false, .fill_down = request.options.fill_down}, place);
  add_notes(builder, workbook, chosen, header);
  const auto take = [&](const RawRecord& record) {
    if (record.line <= header.last_line) return true;
    const std::vector<CellFlaw> serials = bare_serials(record, dates);
    if (serials.empty()) {
      builder.add(record);
    } else {
      RawRecord doubtful = record;
      doubtful.cell_flaws.insert(doubtful.cell_flaws.end(), serials.begin(), serials.end());
      builder.add(doubtful);
    }
    return true;
  };
  stream_rows(workbook, chosen.sheet, context, take, place);
  TextTable table = builder.finish();
  table.independent_count = chosen.scan.rows_below(header.last_line);
  return table;
}

}  // namespace rawan::io
