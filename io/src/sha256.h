#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace rawan::io {

/// The 32 bytes of which `sha256` gives the hexadecimal digits.
std::array<std::uint8_t, 32> sha256_bytes(std::string_view bytes);

}  // namespace rawan::io
