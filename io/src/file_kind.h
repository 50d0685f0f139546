#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rawan::io {

/// What a file is, by its first bytes.
enum class FileKind : std::uint8_t {
  delimited_text,  ///< CSV and its relatives, in any encoding.
  xlsx,
  geopackage,
  geojson,
  geojson_lines,
  flatgeobuf,
  shapefile,
  dbase,
  file_geodatabase,
  kml,
  gpx,
  osm,
  ole,    ///< Old Excel or an encrypted workbook.
  other,  ///< Anything this program does not read.
};

/// A year of reports of the whole country has 100 MB. What claims to be a thousand times as large
/// is a sparse file or a mistake, and would be read for hours before anything could be said of it.
/// @throws InputError "too_large" over 64 GiB.
void refuse_huge(std::uintmax_t bytes, const std::string& path);

/// The kind of the regular file (or file geodatabase directory) at `path`. The content decides;
/// a name that promises something else is refused.
/// @throws InputError "not_a_file_name" (a connection string or a virtual path), "not_found",
///         "not_a_file", "not_readable", "empty_file", "archive", "content_mismatch", "too_large".
FileKind kind_of_file(const std::string& path);

/// The kind by the first bytes alone (64 KiB are enough). `delimited_text` is the fallback for
/// anything that looks like text.
FileKind kind_of_bytes(std::string_view head);

}  // namespace rawan::io
