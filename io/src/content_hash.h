#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace rawan::io {

/// 128 bits of BLAKE2b: equal digests mean equal bytes.
struct Digest {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend auto operator<=>(const Digest&, const Digest&) = default;
};

struct DigestHash {
  std::size_t operator()(const Digest& digest) const { return digest.low; }
};

Digest digest_of(std::string_view bytes);

/// Thirty-two bytes of the system's generator.
std::string random_key();

/// The bits that `id_of` tells.
inline std::uint64_t bits_of_id(const Digest& digest) {
  return digest.high >> 4U;
}

/// The first sixty bits as fifteen hexadecimal digits: an id for people and files.
std::string id_of(const Digest& digest);

}  // namespace rawan::io
