#pragma once

#include <filesystem>

namespace rawan::io {

/// Where GDAL puts aside what does not fit into memory, such as the nodes of a large OpenStreetMap
/// file; else it would be the working folder.
void put_aside_in(const std::filesystem::path& folder);

}  // namespace rawan::io
