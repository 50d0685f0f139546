#pragma once

#include <cstdint>
#include <string>

namespace rawan::io {

/// Records of a layer counted without the reader under test (reliability.md D3): features of a
/// GeoPackage by SQL after `quick_check`, of a Shapefile by header and file size arithmetic, of
/// GeoJSON by a streaming pass, of FlatGeobuf by its header, rows of an XLSX sheet by a streaming
/// pass, lines of a CSV by the parity of quotes.
/// @throws InputError if the file is damaged or of none of these formats.
std::uint64_t independent_count(const std::string& path, const std::string& layer);

}  // namespace rawan::io
