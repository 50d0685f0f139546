#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rawan::io {

/// The libraries that read and write files, as loaded: name and version, in a fixed order.
std::vector<std::pair<std::string, std::string>> library_versions();

/// The first library loaded in a version whose answers are not those the program was built for:
/// "GDAL 2.4.0". Another micro version may be another build; nothing if all fit.
std::optional<std::string> unfit_library();

}  // namespace rawan::io
