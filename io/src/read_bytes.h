#pragma once

#include "wiped.h"

#include <cstdint>
#include <limits>
#include <string>

namespace rawan::io {

/// @throws InputError "not_readable", "empty_file".
std::uint64_t size_of(const std::string& path);

/// A whole file, or so much of its beginning. @throws as above.
WipedBytes read_bytes(const std::string& path,
                      std::uint64_t most = std::numeric_limits<std::uint64_t>::max());

}  // namespace rawan::io
