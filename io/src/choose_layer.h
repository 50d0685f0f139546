#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace rawan::io {

/// Position of the layer called `wanted`, or of the only one if `wanted` is empty.
/// @throws InputError "layer_not_found" or "which_layer"; the detail lists the names.
std::size_t choose_layer(const std::vector<std::string>& names, const std::string& wanted,
                         const std::string& path);

}  // namespace rawan::io
