#pragma once

#include <string>
#include <string_view>

namespace rawan::io {

/// A name for bytes: 128 bits of BLAKE2b as 32 hexadecimal digits.
std::string content_hash(std::string_view bytes);

}  // namespace rawan::io
