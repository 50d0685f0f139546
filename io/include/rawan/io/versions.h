#pragma once

#include <string>
#include <utility>
#include <vector>

namespace rawan::io {

/// The libraries that read and write files, as loaded: name and version, in a fixed order.
std::vector<std::pair<std::string, std::string>> library_versions();

}  // namespace rawan::io
