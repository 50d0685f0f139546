#pragma once

#include <string>
#include <utility>
#include <vector>

namespace rawan::engine {

/// "0.1.0".
std::string version();

/// The libraries the program runs with, by name and version, in a fixed order.
std::vector<std::pair<std::string, std::string>> library_versions();

}  // namespace rawan::engine
