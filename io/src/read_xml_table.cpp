#include "table_builder.h"
#include "table_reader.h"
#include "xml_places.h"

namespace rawan::io {
namespace {

std::vector<std::string> kept_headers(const ColumnPlan& plan) {
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    if (plan.columns[i].kind != PlannedColumn::Kind::drop) kept.push_back(plan.names[i]);
  }
  return kept;
}

ColumnPlan plan_of(const XmlOverview& overview, const TableRequest& request, const Place& place) {
  ColumnPlan plan = plan_columns(overview.headers, request.schema, request.matcher, place);
  if (!plan.fields.empty()) return plan;
  RawRecord header;
  header.cells.assign(overview.headers.begin(), overview.headers.end());
  throw header_missing(std::span(&header, 1), request.schema, request.matcher, place);
}

RawRecord record_of(const XmlPlace& place, const ColumnPlan& plan, std::uint64_t number) {
  RawRecord record;
  record.line = number;
  record.flaw = place.flaw;
  for (const std::string& name : plan.names) {
    const auto value = place.values.find(name);
    record.cells.push_back(value == place.values.end() ? std::string_view{} : value->second);
    if (record.cells.back().size() > CellText::kLongest) record.flaw = "field_too_long";
  }
  return record;
}

}  // namespace

TextTable read_xml_table(const TableRequest& request, const XmlDialect& dialect) {
  const Place place{.file = request.path};
  const XmlOverview overview = overview_of(request.path, dialect);
  const ColumnPlan plan = plan_of(overview, request, place);
  TableBuilder builder(plan, request.schema, {.fill_down = request.options.fill_down}, place);
  if (overview.has_links) builder.note({.reason = "links_ignored"});
  std::uint64_t number = 0;
  read_places(request.path, dialect, kept_headers(plan),
              [&](const XmlPlace& found) { builder.add(record_of(found, plan, ++number)); });
  TextTable table = builder.finish();
  table.independent_count = count_tags(request.path, dialect.place);
  return table;
}

}  // namespace rawan::io
