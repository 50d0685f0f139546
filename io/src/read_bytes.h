#pragma once

#include "wiped.h"

#include <string>

namespace rawan::io {

/// A whole file. @throws InputError "not_readable", "empty_file".
WipedBytes read_bytes(const std::string& path);

}  // namespace rawan::io
