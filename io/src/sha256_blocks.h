#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace rawan::io {

/// The eight words of SHA-256 between two blocks of 64 bytes (FIPS 180-4).
using Sha256Words = std::array<std::uint32_t, 8>;

inline constexpr std::size_t kSha256Block = 64;
inline constexpr Sha256Words kSha256Start{0x6a09e667U, 0xbb67ae85U, 0x3c6ef372U, 0xa54ff53aU,
                                          0x510e527fU, 0x9b05688cU, 0x1f83d9abU, 0x5be0cd19U};

/// Whether the processor has instructions for SHA-256.
bool has_sha256_instructions();

/// Takes in whole blocks by these instructions; only where the processor has them.
void take_sha256_blocks(const unsigned char* bytes, std::size_t blocks, Sha256Words& words);

}  // namespace rawan::io
