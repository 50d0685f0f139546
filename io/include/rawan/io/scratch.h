#pragma once

#include <filesystem>

namespace rawan::io {

/// Where what does not fit into memory is put aside: by GDAL, such as the nodes of a large
/// OpenStreetMap file (else it would be the working folder), and rows of large tables.
void put_aside_in(const std::filesystem::path& folder);

/// That folder; empty where none was named.
std::filesystem::path aside_folder();

}  // namespace rawan::io
