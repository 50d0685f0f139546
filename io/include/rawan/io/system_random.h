#pragma once

#include <cstdint>

namespace rawan::io {

/// 64 bits of the system's generator: for what is published once and must not be guessed. Never for
/// analyses, which must be repeatable.
std::uint64_t system_random_bits();

}  // namespace rawan::io
