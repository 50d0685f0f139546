#pragma once

#include <string_view>

namespace rawan::engine {

/// A text file compiled into the program, by its path in the source tree relative to `engine/` or
/// to the project ("messages/id.toml", "qgis/styles/desa_prioritas.qml").
/// @throws std::logic_error if it was not embedded: a bug.
std::string_view embedded(std::string_view name);

}  // namespace rawan::engine
