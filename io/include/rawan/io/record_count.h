#pragma once

#include <cstdint>
#include <string>

namespace rawan::io {

/// Records of a layer counted without the reader under test (reliability.md D3): features of a
/// GeoPackage by SQL after `quick_check`, of a Shapefile by header and file size arithmetic, of
/// GeoJSON by a streaming pass, of FlatGeobuf by its header, rows of an XLSX sheet by a streaming
/// pass, records of a CSV by the state of quotes. Of text and sheets every record that is not blank
/// counts, titles and header included: what a header is, only a schema can say.
/// @param layer empty: the only layer or visible sheet.
/// @throws InputError if the file is damaged or of none of these formats.
std::uint64_t independent_count(const std::string& path, const std::string& layer);

}  // namespace rawan::io
