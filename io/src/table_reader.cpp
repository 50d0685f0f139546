#include "table_reader.h"

#include "file_kind.h"
#include "rawan/io/error.h"
#include "xml_places.h"

namespace rawan::io {
namespace {

TextTable read_as(const TableRequest& request, FileKind kind) {
  switch (kind) {
    case FileKind::delimited_text:
      return read_delimited(request);
    case FileKind::xlsx:
      return read_workbook(request);
    case FileKind::geopackage:
    case FileKind::geojson:
    case FileKind::geojson_lines:
    case FileKind::flatgeobuf:
    case FileKind::shapefile:
    case FileKind::dbase:
      return read_features(request);
    case FileKind::kml:
      return read_xml_table(request, kml_dialect());
    case FileKind::gpx:
      return read_xml_table(request, gpx_dialect());
    default:
      throw InputError("format_unsupported", {.file = request.path});
  }
}

void prove_complete(const TextTable& table) {
  const std::uint64_t read = table.rows() + table.bad_rows.size();
  if (read == table.independent_count) return;
  throw InputError("count_mismatch", {.file = table.file, .layer = table.layer},
                   std::to_string(read) + " / " + std::to_string(table.independent_count));
}

}  // namespace

TextTable read_table(const TableRequest& request) {
  TextTable table = read_as(request, kind_of_file(request.path));
  prove_complete(table);
  return table;
}

std::vector<TableNote> header_notes(const HeaderRow& header, std::uint64_t first_line) {
  std::vector<TableNote> notes;
  if (header.two_rows()) notes.push_back({.reason = "two_header_rows"});
  if (header.first_line > first_line) {
    notes.push_back({.reason = "header_row", .detail = std::to_string(header.first_line)});
  }
  return notes;
}

}  // namespace rawan::io
