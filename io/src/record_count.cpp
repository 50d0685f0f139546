#include "rawan/io/record_count.h"

#include "count_features.h"
#include "count_text.h"
#include "csv_dialect.h"
#include "file_kind.h"
#include "rawan/io/error.h"
#include "read_bytes.h"
#include "text_encoding.h"
#include "workbook_sheet.h"

#include <utility>

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

/// Of a format with a single layer; nothing for the others.
std::optional<std::uint64_t> count_only_layer(const std::string& path, FileKind kind) {
  switch (kind) {
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
    case FileKind::delimited_text:
    case FileKind::xlsx:
      return std::nullopt;
    case FileKind::geopackage:
      prove_geopackage(path);
      return std::nullopt;
    default:
      throw InputError("format_unsupported", {.file = path});
  }
}

}  // namespace

RecordCounter::RecordCounter(std::string path)
    : path_(std::move(path)), only_layer_(count_only_layer(path_, kind_of_file(path_))) {}

std::uint64_t RecordCounter::count(const std::string& layer) const {
  if (only_layer_) return *only_layer_;
  const FileKind kind = kind_of_file(path_);
  if (kind == FileKind::geopackage) return count_geopackage(path_, layer);
  return kind == FileKind::xlsx ? count_workbook(path_, layer) : count_text(path_);
}

std::optional<RecordCounter> counter_of(const std::string& path) {
  switch (kind_of_file(path)) {
    case FileKind::file_geodatabase:
    case FileKind::gpx:
    case FileKind::kml:
    case FileKind::osm:
      return std::nullopt;
    default:
      return RecordCounter(path);
  }
}

std::uint64_t independent_count(const std::string& path, const std::string& layer) {
  return RecordCounter(path).count(layer);
}

}  // namespace rawan::io
