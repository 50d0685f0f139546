#include "rawan/io/record_count.h"

#include "count_features.h"
#include "count_text.h"
#include "csv_dialect.h"
#include "file_kind.h"
#include "rawan/io/error.h"
#include "read_bytes.h"
#include "text_encoding.h"
#include "workbook_sheet.h"

namespace rawan::io {
namespace {

std::uint64_t count_text(const std::string& path) {
  const DecodedText decoded = decode(read_bytes(path), {}, path);
  const std::string_view text = as_text(decoded.utf8);
  const auto declared = declared_separator(text);
  return count_text_records(text, declared.value_or(likely_separator(text)), declared ? 1 : 0);
}

std::uint64_t count_workbook(const std::string& path, const std::string& layer) {
  return choose_sheet(open_workbook(path), layer, path).scan.rows_below(0);
}

}  // namespace

std::uint64_t independent_count(const std::string& path, const std::string& layer) {
  switch (kind_of_file(path)) {
    case FileKind::delimited_text:
      return count_text(path);
    case FileKind::xlsx:
      return count_workbook(path, layer);
    case FileKind::geopackage:
      return count_geopackage(path, layer);
    case FileKind::geojson:
      return count_geojson(path);
    case FileKind::geojson_lines:
      return count_geojson_lines(path);
    case FileKind::flatgeobuf:
      return count_flatgeobuf(path);
    case FileKind::shapefile:
      return count_shapefile(path);
    case FileKind::dbase:
      return count_dbase(path);
    default:
      throw InputError("format_unsupported", {.file = path});
  }
}

}  // namespace rawan::io
