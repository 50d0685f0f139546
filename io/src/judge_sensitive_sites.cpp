#include "rawan/io/crs.h"
#include "rawan/io/error.h"
#include "row_reader.h"

namespace rawan::io {
namespace {

/// A kind that nobody knows is held to the rules of the most protected one.
ProtectedPlace read_place(RowReader& reader, const TableContext& context) {
  ProtectedPlace place;
  const auto kind = reader.code("kind", "sensitive_kind");
  if (kind) place.kind = static_cast<ProtectedKind>(*kind);
  // Also beyond the border: what lies there may be near a cell inside.
  const CoordinateArea area{[](GeoPoint p) { return is_in_indonesia(p); }, context.from_meters};
  place.location = reader.point(area, true).value_or(GeoPoint{});
  return place;
}

[[noreturn]] void refuse(const TextTable& table, std::uint64_t row) {
  throw InputError("sensitive_site_unread", {.file = table.file, .layer = table.layer, .row = row});
}

}  // namespace

std::vector<ProtectedPlace> judge_sensitive_sites(const TextTable& table,
                                                  const TableContext& context, Ledger& ledger) {
  if (!table.bad_rows.empty()) refuse(table, table.bad_rows.front().line);
  const SourceId source = open_source(table, "sensitive_sites", ledger);
  RowReader reader(table, "sensitive_sites", context.source->date_order, context.rules.as_of,
                   source);
  std::vector<ProtectedPlace> places;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    reader.go_to(row);
    places.push_back(read_place(reader, context));
    if (!reader.is_kept()) refuse(table, table.lines[row]);
    close_row(reader.issues(), ledger);
  }
  return places;
}

}  // namespace rawan::io
