#pragma once

#include "rawan/io/seen_release.h"

#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// Every table of a GeoPackage whose bytes the release holds, and what lies in its cells as files
/// of their own.
void see_geopackage(const std::string& name, SeenRelease& release);

void see_raster(const std::filesystem::path& path, const std::string& name, SeenRelease& release);

/// The rows of a text with `;` or `,` between its cells, quotes undone.
std::vector<std::vector<std::string>> rows_of_csv(std::string_view text);

/// A table with `;` or `,` between its cells. Rows of another width than the first are left out.
SeenTable see_csv(const std::string& name, std::string_view bytes);

/// The bytes and, if they are an archive, its members.
void see_bytes(const std::string& name, std::string bytes, std::vector<SeenFile>& files);

/// Rings, lines and points of a GeoPackage's binary; empty where it is none.
std::vector<std::vector<GeoPoint>> positions_of_blob(std::string_view blob);

}  // namespace rawan::io
